package dev.vestnik.dispatch;

import dev.vestnik.event.Event;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.RejectedException;
import dev.vestnik.event.Rejection.Reason;
import dev.vestnik.event.Rejection;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry of the batch, read. */
sealed interface ParsedEntry {
    EventStreamEntry arrival();

    /**
     * An event.
     *
     * @param key that of its incident: the event's own; of one that opens and has none, the entry's id
     */
    record Valid(
            EventStreamEntry.Raw arrival,
            Event event,
            Status status,
            @Nullable String key) implements ParsedEntry {}

    /** No event. */
    record Invalid(EventStreamEntry arrival, Rejection rejection) implements ParsedEntry {}

    /** An event that is dispatched again. */
    record Repeated(EventStreamEntry.Again arrival) implements ParsedEntry {}

    static ParsedEntry of(EventStreamEntry arrival, EventReader reader, Statuses statuses) {
        if (arrival instanceof EventStreamEntry.Again again) {
            return new Repeated(again);
        }
        if (!(arrival instanceof EventStreamEntry.Raw raw)) {
            return new Invalid(
                    arrival,
                    new Rejection(
                            Reason.NOT_AN_ENTRY,
                            "",
                            "The stream's entry has other fields than one named body, which holds the event's JSON"));
        }
        try {
            Event event = reader.read(raw.bytes());
            Status status = statuses.named(event.status()).orElseThrow();
            String key = event.key();
            return new Valid(raw, event, status, key == null && status.opens() ? raw.ref() : key);
        } catch (RejectedException e) {
            return new Invalid(arrival, e.rejection());
        }
    }

    /** The event as it is kept for those who get it: with the key of its incident, and the area that was found. */
    static Event kept(Valid valid, Optional<String> area) {
        Event event = valid.event();
        return new Event(
                event.id(),
                valid.key(),
                event.status(),
                event.title(),
                event.text(),
                event.ip(),
                area.orElse(event.area()),
                event.to(),
                event.time(),
                event.expires(),
                event.url(),
                event.source(),
                event.labels());
    }
}
