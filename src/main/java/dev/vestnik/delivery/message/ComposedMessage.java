package dev.vestnik.delivery.message;

import java.util.List;

/** A message for one chat, ready to be sent with one call to Telegram. */
public sealed interface ComposedMessage {
    /** The ids of the outbox entries that it contains. */
    List<String> ids();

    /** Whether Telegram shows it without a sound. */
    boolean silent();

    /** The same without a sound. */
    ComposedMessage silenced();

    /**
     * A text message.
     *
     * @param html at most 4096 UTF-16 units after entity parsing
     * @param plain the same without mark-up, sent if Telegram cannot parse the mark-up
     */
    record Text(String html, String plain, boolean silent, List<String> ids) implements ComposedMessage {
        public Text {
            ids = List.copyOf(ids);
        }

        @Override
        public ComposedMessage silenced() {
            return new Text(html, plain, true, ids);
        }
    }

    /**
     * A file with the full text, and a summary as its caption.
     *
     * @param caption HTML, at most 1024 UTF-16 units after entity parsing
     * @param plainCaption the same without mark-up
     * @param content text for UTF-8, with a byte order mark: without it phones show Cyrillic letters as garbage
     */
    record Document(
            String caption, String plainCaption, String fileName, String content, boolean silent, List<String> ids)
            implements ComposedMessage {
        public Document {
            ids = List.copyOf(ids);
        }

        @Override
        public ComposedMessage silenced() {
            return new Document(caption, plainCaption, fileName, content, true, ids);
        }
    }
}
