package dev.vestnik.outbox;

import dev.vestnik.event.Event;

/**
 * An entry of the outbox together with the event that it refers to.
 *
 * @param id the id of the entry in the outbox
 */
public record PendingEvent(String id, OutboxEntry entry, Event event) {
    /** Without the event, since records are logged. */
    @Override
    public String toString() {
        return "PendingEvent[" + id + " of chat " + entry.chat() + "]";
    }
}
