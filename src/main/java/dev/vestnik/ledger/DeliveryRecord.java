package dev.vestnik.ledger;

import dev.vestnik.outbox.DeliveryOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event for one person. In Redis it is text, separated by spaces: the outcome, the epoch milliseconds,
 * the message's id or {@code -}, the remark.
 *
 * @param at the time of the outcome
 * @param message the id of Telegram's message; null: there is none
 * @param remark why the person gets the event, or Telegram's reason; may be empty
 */
public record DeliveryRecord(
        DeliveryOutcome state, Instant at, @Nullable Long message, String remark) {
    String text() {
        return state + " " + at.toEpochMilli() + " " + (message == null ? "-" : message) + " " + remark;
    }

    /** @throws IllegalStateException if the text is not a delivery record */
    static DeliveryRecord parse(String text) {
        String[] words = text.split(" ", 4);
        try {
            return new DeliveryRecord(
                    DeliveryOutcome.valueOf(words[0]),
                    Instant.ofEpochMilli(Long.parseLong(words[1])),
                    words[2].equals("-") ? null : Long.valueOf(words[2]),
                    words.length < 4 ? "" : words[3]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException("Invalid delivery record in Redis: " + text, e);
        }
    }
}
