package dev.vestnik.bot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bot answers, at once. */
public sealed interface Reply {
    /** The chat it goes to. */
    long chat();

    /**
     * A new message.
     *
     * @param html Telegram's HTML, everything foreign escaped
     */
    record Send(long chat, String html, @Nullable Keyboard keyboard) implements Reply {}

    /** A message redrawn in place. */
    record Edit(
            long chat, long message, String html, @Nullable InlineKeyboard keyboard) implements Reply {}

    /**
     * The answer that a pressed inline button wants.
     *
     * @param text null: nothing is shown
     */
    record Answer(long chat, String callback, @Nullable String text) implements Reply {}

    /** What is under a message or in place of the keys. */
    sealed interface Keyboard {}

    /** Buttons under a message: rows of label and callback data (up to 64 bytes). */
    record InlineKeyboard(List<List<Button>> rows) implements Keyboard {
        /** One button. */
        public record Button(String label, String data) {}
    }

    /** Keys below the chat: rows of labels; a press sends the label as text. */
    record ReplyKeyboard(List<List<String>> rows) implements Keyboard {}

    /** One key below the chat, which shares the sender's contact. */
    record ContactKeyboard(String label) implements Keyboard {}

    /** Takes the keys below the chat away. */
    record NoKeyboard() implements Keyboard {}
}
