package dev.vestnik.ledger;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What has become of one event for one person. In Redis it is text, split by spaces: the state, the epoch milliseconds,
 * the message's id or {@code -}, the remark.
 *
 * @param at since when it is so
 * @param message the id of Telegram's message; null: there is none
 * @param remark why the person gets it, or Telegram's reason; may be empty
 */
public record DeliveryRecord(
        State state, Instant at, @Nullable Long message, String remark) {
    /** The states; all but the first are final. */
    public enum State {
        /** In the outbox. */
        WAITING,
        /** Sent as a message of its own. */
        SENT,
        /** Sent as a line of a digest. */
        MERGED,
        /** Too old when its turn came: not sent. */
        EXPIRED,
        /** Nobody was to be reached when its turn came: not sent, and dispatched again without this person. */
        UNREACHABLE,
        /** In the dead letters, with its reason. */
        DEAD,
        /** Neither in the outbox nor in the dead letters (any more), and nothing is known of it. */
        GONE;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** E.g. {@code sent}. */
        public String label() {
            return label;
        }
    }

    String text() {
        return state + " " + at.toEpochMilli() + " " + (message == null ? "-" : message) + " " + remark;
    }

    /** @throws IllegalStateException if it is not such a text */
    static DeliveryRecord parse(String text) {
        String[] words = text.split(" ", 4);
        try {
            return new DeliveryRecord(
                    State.valueOf(words[0]),
                    Instant.ofEpochMilli(Long.parseLong(words[1])),
                    words[2].equals("-") ? null : Long.valueOf(words[2]),
                    words.length < 4 ? "" : words[3]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOurs) {
            throw new IllegalStateException("What Redis keeps is not a line of the ledger: " + text);
        }
    }
}
