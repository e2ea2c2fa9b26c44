package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a chat.
 *
 * @param from the bot's or a person's id
 * @param date epoch seconds
 * @param edited epoch seconds of the last edit; null: never
 * @param text the text or the caption, without mark-up
 * @param buttons the inline keyboard as Telegram writes it; null: none
 * @param silent sent without a sound
 * @param thread the topic in a forum; null: none
 */
public record Message(
        int id,
        long from,
        long date,
        @Nullable Long edited,
        String text,
        List<Entity> entities,
        @Nullable JsonNode buttons,
        @Nullable Document document,
        @Nullable Contact contact,
        boolean silent,
        @Nullable Integer thread) {
    /** A file under a message. */
    public record Document(String id, String name, String mediaType, byte[] bytes) {}

    /**
     * A shared contact.
     *
     * @param user whose it is; null: not a Telegram user
     */
    public record Contact(
            String phone, String name, @Nullable Long user) {
        /** Never shows the phone. */
        @Override
        public String toString() {
            return "Contact[user=" + user + "]";
        }
    }

    Message edited(long when, FormattedText newText, @Nullable JsonNode newButtons) {
        return new Message(
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
                thread);
    }

    /** Never shows what was written or shared. */
    @Override
    public String toString() {
        return "Message[id=" + id + ", from=" + from + "]";
    }
}
