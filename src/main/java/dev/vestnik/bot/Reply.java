package dev.vestnik.bot;

import dev.vestnik.incident.Incident;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call of Telegram that the bot makes in reply to an update, without the outbox. */
public sealed interface Reply {
    /** The recipient's chat. */
    long chat();

    /**
     * A new message.
     *
     * @param html Telegram's HTML, with all foreign text escaped
     */
    record Send(long chat, String html, @Nullable Keyboard keyboard) implements Reply {}

    /** An edit of a message. */
    record Edit(
            long chat, long message, String html, @Nullable InlineKeyboard keyboard) implements Reply {}

    /**
     * The answer to a callback, i.e. to a press on an inline button.
     *
     * @param text shown for a moment; null: none
     */
    record Answer(long chat, String callback, @Nullable String text) implements Reply {}

    /**
     * Not a message: hands over incidents, after the replies before it are sent.
     *
     * @param away see {@link HandoverQueue#handOver}
     */
    record HandOver(long chat, List<Incident> incidents, boolean away) implements Reply {
        public HandOver {
            incidents = List.copyOf(incidents);
        }
    }

    /**
     * Not a message: a press or a note in this chat has changed what the cards of an incident show.
     *
     * @param incident its key
     */
    record CardsOutdated(long chat, String incident) implements Reply {}

    /**
     * Not a message: work that takes longer than the person should wait for an answer to the press. It is done after the replies
     * before it are sent, and its own replies are sent then.
     */
    record Later(long chat, Supplier<List<Reply>> work) implements Reply {}

    /** An inline keyboard, or a change of the reply keyboard. */
    sealed interface Keyboard {}

    /** Rows of buttons under a message. */
    record InlineKeyboard(List<List<Button>> rows) implements Keyboard {
        /** @param data the callback data, at most 64 bytes */
        public record Button(String label, String data) {}
    }

    /** Rows of buttons below the chat; a press sends the label as text. */
    record ReplyKeyboard(List<List<String>> rows) implements Keyboard {}

    /** One button below the chat, which shares the sender's contact. */
    record ContactKeyboard(String label) implements Keyboard {}

    /** Removes the reply keyboard. */
    record NoKeyboard() implements Keyboard {}
}
