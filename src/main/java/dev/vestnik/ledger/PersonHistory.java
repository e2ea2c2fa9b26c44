package dev.vestnik.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the latest events for one person.
 *
 * @param person the name of the person in the directory; null: nobody is logged in from this chat
 * @param events the pending ones, then the others, newest first
 * @param unreadable the entries in Redis that cannot be read: where, and the id in the stream
 */
public record PersonHistory(long chat, @Nullable String person, List<PersonEvent> events, List<String> unreadable) {
    public PersonHistory {
        events = List.copyOf(events);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * One event for the person.
     *
     * @param ref the id of the event in the stream of events
     * @param title null: the event has expired
     */
    public record PersonEvent(String ref, @Nullable String title, DeliveryRecord line) {}
}
