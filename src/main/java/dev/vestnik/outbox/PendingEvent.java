package dev.vestnik.outbox;

import dev.vestnik.event.Event;

/**
 * An entry of the outbox together with the event that it refers to.
 *
 * @param id the entry's id in the outbox
 */
public record PendingEvent(String id, OutboxEntry entry, Event event) {
    /** Never shows the event: records are printed into logs. */
    @Override
    public String toString() {
        return "Waiting[" + id + " of chat " + entry.chat() + "]";
    }
}
