package dev.vestnik.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of a chat.
 *
 * @param from the bot's or a person's id
 * @param date epoch seconds
 * @param edited epoch seconds of the last edit; null: never
 * @param text the text or the caption, without markup
 * @param buttons the inline keyboard in Telegram's JSON; null: none
 * @param silent sent without sound
 * @param thread the topic in a forum; null: none
 * @param replyTo the message that it replies to; null: none
 */
public record SandboxMessage(
        int id,
        long from,
        long date,
        @Nullable Long edited,
        String text,
        List<MessageEntity> entities,
        @Nullable JsonNode buttons,
        @Nullable Document document,
        @Nullable Contact contact,
        boolean silent,
        @Nullable Integer thread,
        @Nullable Integer replyTo) {
    /** The document of a message. */
    public record Document(String id, String name, String mediaType, byte[] bytes) {}

    /**
     * A shared contact.
     *
     * @param user id of the Telegram user; null: not a Telegram user
     */
    public record Contact(
            String phone, String name, @Nullable Long user) {
        /** Never shows the phone. */
        @Override
        public String toString() {
            return "Contact[user=" + user + "]";
        }
    }

    public SandboxMessage edited(long when, FormattedText newText, @Nullable JsonNode newButtons) {
        return new SandboxMessage(
                id,
                from,
                date,
                when,
                newText.text(),
                newText.entities(),
                newButtons,
                document,
                contact,
                silent,
                thread,
                replyTo);
    }

    /** Never shows the text or the contact. */
    @Override
    public String toString() {
        return "Message[id=" + id + ", from=" + from + "]";
    }
}
