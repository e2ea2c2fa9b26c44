package dev.vestnik.outbox;

import dev.vestnik.event.Event;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.user.HashedChat;
import java.util.Map;

/**
 * An entry of the outbox together with the event that it refers to.
 *
 * @param id the id of the entry in the outbox
 */
public record PendingEvent(String id, OutboxEntry entry, Event event) {
    public PendingEvent {
        event = entry.why() == Why.TITLE_ONLY ? titleOf(event) : event;
    }

    /** Nothing else of a private event is for others than the people it is addressed to. */
    private static Event titleOf(Event event) {
        return new Event(
                null,
                null,
                event.status(),
                event.title(),
                null,
                null,
                null,
                event.to(),
                event.time(),
                event.expires(),
                null,
                null,
                Map.of());
    }

    /** Without the event, since records are logged. */
    @Override
    public String toString() {
        return "PendingEvent[" + id + " of chat " + HashedChat.of(entry.chat()) + "]";
    }
}
