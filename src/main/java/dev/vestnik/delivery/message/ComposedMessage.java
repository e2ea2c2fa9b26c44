package dev.vestnik.delivery.message;

import dev.vestnik.text.Html;
import dev.vestnik.text.Truncation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message for one chat, ready to be sent with one call to Telegram. */
public sealed interface ComposedMessage {
    /** UTF-16 units of a text that was refused in full. */
    int SMALLER = 1_000;

    /** The ids of the outbox entries that it contains. */
    List<String> ids();

    /** Whether Telegram shows it without a sound. */
    boolean silent();

    /** The same without its file, or without mark-up and shorter, for when it was refused. */
    Text smaller();

    /** The same without a sound. */
    ComposedMessage silenced();

    /**
     * A text message.
     *
     * @param html at most 4096 UTF-16 units after entity parsing
     * @param keyboard Telegram's {@code reply_markup} as JSON; null: none
     * @param edits the id of the message that it replaces; null: it is a new message
     */
    record Text(
            String html, boolean silent, List<String> ids, @Nullable String keyboard, @Nullable Long edits)
            implements ComposedMessage {
        public Text {
            ids = List.copyOf(ids);
        }

        /** A new message without a keyboard. */
        public Text(String html, boolean silent, List<String> ids) {
            this(html, silent, ids, null, null);
        }

        /** The same without mark-up, sent if Telegram cannot parse the mark-up. */
        public String plain() {
            return new Html(html).plainMessage();
        }

        @Override
        public Text smaller() {
            Html less = Html.of(Truncation.toLength(SMALLER, plain()));
            return new Text(less.code(), silent, ids, keyboard, edits);
        }

        /** The same as a new message. */
        public Text asNew() {
            return new Text(html, silent, ids, keyboard, null);
        }

        @Override
        public ComposedMessage silenced() {
            return new Text(html, true, ids, keyboard, edits);
        }
    }

    /**
     * A file with the full text, and a summary as its caption.
     *
     * @param caption HTML, at most 1024 UTF-16 units after entity parsing
     * @param content text for UTF-8, with a byte order mark: without it phones show Cyrillic letters as garbage
     */
    record Document(String caption, String fileName, String content, boolean silent, List<String> ids)
            implements ComposedMessage {
        public Document {
            ids = List.copyOf(ids);
        }

        /** The caption without mark-up, sent if Telegram cannot parse the mark-up. */
        public String plainCaption() {
            return new Html(caption).plainMessage();
        }

        @Override
        public Text smaller() {
            return new Text(caption, silent, ids);
        }

        @Override
        public ComposedMessage silenced() {
            return new Document(caption, fileName, content, true, ids);
        }
    }
}
