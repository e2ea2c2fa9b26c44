package dev.vestnik.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the latest events for one person.
 *
 * @param person the name of the person in the directory; null: nobody is logged in from this chat
 * @param events the pending ones, then the others, newest first
 */
public record PersonHistory(long chat, @Nullable String person, List<PersonEvent> events) {
    public PersonHistory {
        events = List.copyOf(events);
    }

    /**
     * One event for the person.
     *
     * @param ref the id of the event in the stream of events
     * @param title null: the event has expired
     */
    public record PersonEvent(String ref, @Nullable String title, DeliveryRecord line) {}
}
