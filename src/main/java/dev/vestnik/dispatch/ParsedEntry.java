package dev.vestnik.dispatch;

import dev.vestnik.event.DrillEvent;
import dev.vestnik.event.Event;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.RejectedException;
import dev.vestnik.event.Rejection;
import dev.vestnik.event.Rejection.Reason;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Opening;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A validated entry of the stream of events. */
sealed interface ParsedEntry {
    EventStreamEntry source();

    /** What the entry is about, as far as it says so itself. */
    default EventSubject subject() {
        return new EventSubject(source().ref(), null, null);
    }

    private static EventSubject subject(EventStreamEntry source, Opening opening) {
        return new EventSubject(source.ref(), opening.key(), opening.number());
    }

    /**
     * A valid event.
     *
     * @param key the key of its incident: that of the event; for an event that opens and has no key, the entry's id; a
     * drill has none
     */
    record Valid(
            EventStreamEntry.Raw source,
            Event event,
            Status status,
            @Nullable String key) implements ParsedEntry {
        @Override
        public EventSubject subject() {
            return new EventSubject(Objects.requireNonNullElse(event.id(), source.ref()), key, null);
        }
    }

    /** An invalid event. */
    record Invalid(EventStreamEntry source, Rejection rejection) implements ParsedEntry {}

    /** An event that is dispatched again. */
    record Redispatched(EventStreamEntry.RedispatchRequest source) implements ParsedEntry {
        @Override
        public EventSubject subject() {
            return new EventSubject(source.event(), null, null);
        }
    }

    /** A request to send the missed events. */
    record Missed(EventStreamEntry.MissedRequest source) implements ParsedEntry {}

    /** A request to close an incident. */
    record Closing(EventStreamEntry.Closing source) implements ParsedEntry {
        @Override
        public EventSubject subject() {
            return ParsedEntry.subject(source, source.request().opening());
        }
    }

    /** A due step of an escalation. */
    record Escalating(EventStreamEntry.Escalating source) implements ParsedEntry {
        @Override
        public EventSubject subject() {
            return ParsedEntry.subject(source, source.request().opening());
        }
    }

    /** An owner has to be asked. */
    record Reminding(EventStreamEntry.Reminding source) implements ParsedEntry {
        @Override
        public EventSubject subject() {
            return ParsedEntry.subject(source, source.request().opening());
        }
    }

    /** A silence has begun, or ends. */
    record Silencing(EventStreamEntry.Silencing source) implements ParsedEntry {}

    static ParsedEntry of(EventStreamEntry source, EventReader reader, Statuses statuses) {
        if (source instanceof EventStreamEntry.RedispatchRequest request) {
            return new Redispatched(request);
        }
        if (source instanceof EventStreamEntry.MissedRequest request) {
            return new Missed(request);
        }
        if (source instanceof EventStreamEntry.Closing closing) {
            return new Closing(closing);
        }
        if (source instanceof EventStreamEntry.Escalating escalating) {
            return new Escalating(escalating);
        }
        if (source instanceof EventStreamEntry.Reminding reminding) {
            return new Reminding(reminding);
        }
        if (source instanceof EventStreamEntry.Silencing silencing) {
            return new Silencing(silencing);
        }
        if (!(source instanceof EventStreamEntry.Raw raw)) {
            return new Invalid(source, rejection(source));
        }
        try {
            Event event = reader.read(raw.bytes());
            Status status = statuses.named(event.status()).orElseThrow();
            String key = DrillEvent.of(event).isPresent() ? null : key(event, status, raw);
            return new Valid(raw, event, status, key);
        } catch (RejectedException e) {
            return new Invalid(source, e.rejection());
        }
    }

    private static @Nullable String key(Event event, Status status, EventStreamEntry.Raw raw) {
        String key = event.key();
        return key == null && status.opens() ? raw.ref() : key;
    }

    private static Rejection rejection(EventStreamEntry source) {
        String size = source instanceof EventStreamEntry.Malformed malformed
                ? malformed.fields().get(EventStreamEntry.Malformed.TOO_LARGE)
                : null;
        return size == null
                ? new Rejection(
                        Reason.NOT_AN_ENTRY,
                        "",
                        "The stream's entry has other fields than one named body, which holds the event's JSON")
                : new Rejection(Reason.TOO_LARGE, "", "The element of the inbox has " + size);
    }

    /** The event as it is stored for its recipients: with the key of its incident, and the area that was found. */
    static Event stored(Valid valid, Optional<String> area) {
        Event event = valid.event();
        return event.with(valid.key(), area.orElse(event.area()));
    }
}
