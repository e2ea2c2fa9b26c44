package dev.vestnik.incident;

import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one event does to the incident of its key.
 *
 * @param ref the event's reference
 * @param area null: unknown
 * @param now when the event arrived
 */
record IncidentChange(
        Event event, Status status, String ref, @Nullable String area, Instant now) {
    /** The incident that this event opens. */
    Incident opened(String key, long number, int generation) {
        return started(key, number, generation, null);
    }

    /** Stands for the end of an incident whose opening event has not arrived. */
    Incident closedUnopened(String key) {
        return started(key, 0, 0, happened());
    }

    private Incident started(String key, long number, int generation, @Nullable Instant closed) {
        return new Incident(
                key,
                number,
                generation,
                event.status(),
                event.title(),
                area,
                ref,
                ref,
                event.to(),
                happened(),
                now,
                closed,
                null,
                0,
                null,
                Set.of());
    }

    /** The incident after this event. */
    Incident applied(Incident incident) {
        // Others see a public incident, and other people its end, so it shows nothing of an event that is private to
        // some.
        boolean visible =
                event.to().isEmpty() || (status.closes() ? event.to().equals(incident.to()) : incident.isPrivate());
        boolean shown = visible && (status.opens() || status.closes());
        return new Incident(
                incident.key(),
                incident.number(),
                incident.generation(),
                shown || status.closes() ? event.status() : incident.status(),
                shown ? event.title() : incident.title(),
                area == null || !shown ? incident.area() : area,
                shown ? ref : incident.event(),
                status.closes() ? ref : incident.since(),
                shown && !status.closes() ? event.to() : incident.to(),
                incident.opened(),
                now,
                status.closes() ? happened() : null,
                null,
                incident.step(),
                incident.silence(),
                incident.holders());
    }

    private Instant happened() {
        return event.time().isAfter(now) ? now : event.time();
    }
}
