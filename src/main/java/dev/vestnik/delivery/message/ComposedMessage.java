package dev.vestnik.delivery.message;

import dev.vestnik.text.Html;
import dev.vestnik.text.InlineButtons;
import dev.vestnik.text.Truncation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message for one chat, ready to be sent with one call to Telegram. */
public sealed interface ComposedMessage {
    /** UTF-16 units of a text that was refused in full. */
    int SMALLER = 1_000;

    /** The ids of the outbox entries that it contains. */
    List<String> ids();

    /** The text, or the caption, as Telegram's HTML. */
    String html();

    /** The same without mark-up, sent if Telegram cannot parse the mark-up. */
    default String plain() {
        return new Html(html()).plainMessage();
    }

    /** Whether Telegram shows it without a sound. */
    boolean silent();

    /** Telegram's {@code reply_markup} as JSON; null: none. */
    @Nullable
    String keyboard();

    /** A digest of the text and the buttons: a message of the same digest shows the same. */
    default String contentDigest() {
        String all = html() + keyboard();
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The id of the message that it replaces; null: it is a new message. */
    @Nullable
    Long edits();

    /** The same without its file, or without mark-up and shorter, for when it was refused. */
    ComposedMessage smaller();

    /** The same as a new message. */
    ComposedMessage asNew();

    /** The same without a sound. */
    ComposedMessage silenced();

    /** The text without mark-up, shortened. */
    private static String shortened(String plain) {
        return Html.of(Truncation.toLength(SMALLER, plain)).code();
    }

    /**
     * A text message.
     *
     * @param html at most 4096 UTF-16 units after entity parsing
     * @param replyTo the id of the message that it answers; null: none
     */
    record Text(
            String html,
            boolean silent,
            List<String> ids,
            @Nullable String keyboard,
            @Nullable Long edits,
            @Nullable Long replyTo)
            implements ComposedMessage {
        public Text {
            ids = List.copyOf(ids);
        }

        /** A new message, or an edit, that answers no other. */
        public Text(String html, boolean silent, List<String> ids, @Nullable String keyboard, @Nullable Long edits) {
            this(html, silent, ids, keyboard, edits, null);
        }

        /** A new message without a keyboard. */
        public Text(String html, boolean silent, List<String> ids) {
            this(html, silent, ids, null, null, null);
        }

        /** Without buttons that open a link, too: Telegram refuses a message for a link that it does not like. */
        @Override
        public Text smaller() {
            return new Text(shortened(plain()), silent, ids, InlineButtons.withoutLinks(keyboard), edits, replyTo);
        }

        @Override
        public Text asNew() {
            return new Text(html, silent, ids, keyboard, null, replyTo);
        }

        @Override
        public Text silenced() {
            return new Text(html, true, ids, keyboard, edits, replyTo);
        }
    }

    /**
     * A file with the full text, and a summary as its caption.
     *
     * @param html the caption, at most 1024 UTF-16 units after entity parsing
     * @param content text for UTF-8, with a byte order mark: without it phones show Cyrillic letters as garbage
     */
    record Document(
            String html,
            String fileName,
            String content,
            boolean silent,
            List<String> ids,
            @Nullable String keyboard) implements ComposedMessage {
        public Document {
            ids = List.copyOf(ids);
        }

        @Override
        public @Nullable Long edits() {
            return null;
        }

        @Override
        public Text smaller() {
            return new Text(html, silent, ids, InlineButtons.withoutLinks(keyboard), null);
        }

        @Override
        public Document asNew() {
            return this;
        }

        @Override
        public Document silenced() {
            return new Document(html, fileName, content, true, ids, keyboard);
        }
    }

    /**
     * Another caption for a file that was sent.
     *
     * @param html at most 1024 UTF-16 units after entity parsing
     */
    record Caption(String html, List<String> ids, @Nullable String keyboard, Long edits) implements ComposedMessage {
        public Caption {
            ids = List.copyOf(ids);
        }

        @Override
        public boolean silent() {
            return true;
        }

        @Override
        public Caption smaller() {
            return new Caption(shortened(plain()), ids, InlineButtons.withoutLinks(keyboard), edits);
        }

        /** As a text: the file is gone with the message. */
        @Override
        public Text asNew() {
            return new Text(html, true, ids, keyboard, null);
        }

        @Override
        public Caption silenced() {
            return this;
        }
    }
}
