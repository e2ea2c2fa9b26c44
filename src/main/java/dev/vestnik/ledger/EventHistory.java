package dev.vestnik.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event.
 *
 * @param ref its id in the stream of events
 * @param outcome dispatch's word, e.g. {@code routed}
 * @param at when it was dispatched
 * @param remark the reason of a rejection; may be empty
 * @param id the sender's; null: none, or the event is not kept any more; so with the title
 * @param people a line for each one who was to get it, in the order of their chats
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

    /** Who has not got it yet, but still is to. */
    public List<PersonRecord> waiting() {
        return people.stream()
                .filter(person -> person.line().state() == DeliveryRecord.State.WAITING)
                .toList();
    }
}
