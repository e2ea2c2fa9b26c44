package dev.vestnik.ledger;

import dev.vestnik.outbox.DeliveryOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event for each of its recipients.
 *
 * @param ref the id of the event in the stream of events
 * @param outcome the label of the dispatch outcome, e.g. {@code routed}
 * @param at when the event was dispatched
 * @param remark the reason of a rejection; may be empty
 * @param id the sender's id; null: none, or the event has expired
 * @param title null: the event has expired
 * @param people one record for each recipient, in the order of their chats
 */
public record EventHistory(
        String ref,
        String outcome,
        Instant at,
        String remark,
        @Nullable String id,
        @Nullable String title,
        List<PersonRecord> people) {
    public EventHistory {
        people = List.copyOf(people);
    }

    /** The recipients for whom the event is still pending. */
    public List<PersonRecord> pending() {
        return people.stream()
                .filter(person -> person.line().state() == DeliveryOutcome.WAITING)
                .toList();
    }
}
