package dev.vestnik.delivery;

import java.util.List;

/** One call to Telegram. */
public sealed interface DeliveryMessage {
    /** The ids of the outbox entries that it brings. */
    List<String> ids();

    /** Whether it arrives without a sound. */
    boolean silent();

    /** The same without a sound. */
    DeliveryMessage silenced();

    /**
     * A message.
     *
     * @param html at most 4096 UTF-16 units after entity parsing
     * @param plain the same without mark-up, for the case that Telegram cannot parse the mark-up
     */
    record Text(String html, String plain, boolean silent, List<String> ids) implements DeliveryMessage {
        public Text {
            ids = List.copyOf(ids);
        }

        @Override
        public DeliveryMessage silenced() {
            return new Text(html, plain, true, ids);
        }
    }

    /**
     * A summary and, as a file, the whole.
     *
     * @param caption HTML, at most 1024 UTF-16 units after entity parsing
     * @param plainCaption the same without mark-up
     * @param content UTF-8 with byte order mark, without which phones show Cyrillic letters as garbage
     */
    record Document(
            String caption, String plainCaption, String fileName, String content, boolean silent, List<String> ids)
            implements DeliveryMessage {
        public Document {
            ids = List.copyOf(ids);
        }

        @Override
        public DeliveryMessage silenced() {
            return new Document(caption, plainCaption, fileName, content, true, ids);
        }
    }
}
