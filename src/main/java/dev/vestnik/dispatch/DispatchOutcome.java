package dev.vestnik.dispatch;

import dev.vestnik.event.Rejection;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;
import dev.vestnik.incident.escalation.OwnerReminder;
import dev.vestnik.incident.silence.SilenceEnded;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one entry of the stream of events.
 *
 * @param ref the id of the entry
 * @param report what has to be counted, logged or told beside the kind; null: nothing
 */
public record DispatchOutcome(
        String ref, Kind kind, @Nullable Report report) {
    /** The kinds of outcome; their labels are those of a metric, which counts each entry once. */
    public enum Kind {
        /** At least one chat gets the event. */
        ROUTED,
        /** No recipient: nobody is reachable; or the status does not wake, and nobody on duty has selected it. */
        UNROUTED,
        /** An event of this id and status was dispatched less than 24 hours ago, for the same opening of its incident. */
        DUPLICATE,
        /** The event was older than its {@code expires}; it opens no incident. */
        EXPIRED,
        /** The event is invalid. */
        REJECTED,
        /** The event closed an incident, and no holder of its card has selected the status. */
        CLOSED,
        /** The event closes, but no incident of its key was open. */
        CLOSED_WITHOUT_INCIDENT,
        /** The event was dispatched again, but there is no other recipient, or the event has expired. */
        NOBODY_ELSE,
        /** A silence keeps the event from being sent. */
        SILENCED,
        /** No event, but a request: to close an incident, to go on with its escalation, to begin or to end a silence. */
        REQUEST;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The count of the ledger for this kind; null: the ledger counts the outbox entries instead. */
        @Nullable
        String ledgerCount() {
            return switch (this) {
                case REJECTED, DUPLICATE, SILENCED -> label();
                case UNROUTED, EXPIRED, CLOSED, CLOSED_WITHOUT_INCIDENT -> UNROUTED.label();
                case ROUTED, NOBODY_ELSE, REQUEST -> null;
            };
        }

        /** E.g. {@code closed_without_incident}. */
        public String label() {
            return label;
        }
    }

    static DispatchOutcome of(String ref, Kind kind) {
        return new DispatchOutcome(ref, kind, null);
    }

    static DispatchOutcome rejected(EventStreamEntry entry, Rejection rejection) {
        Rejected report = new Rejected(rejection, EntryOrigin.of(entry).toString());
        return new DispatchOutcome(entry.ref(), Kind.REJECTED, report);
    }

    DispatchOutcome with(@Nullable Report found) {
        return new DispatchOutcome(ref, kind, found);
    }

    /** The report if it is of this type. */
    public <T extends Report> Optional<T> report(Class<T> type) {
        return Optional.ofNullable(report).filter(type::isInstance).map(type::cast);
    }

    /** What has to be counted, logged or told of an outcome. */
    public sealed interface Report {}

    /** @param origin where the entry comes from */
    public record Rejected(Rejection rejection, String origin) implements Report {}

    /**
     * An event whose status wakes has reached nobody.
     *
     * @param sentence says so, and why, without any phone, name or text
     */
    public record ReachedNobody(EventSubject subject, String sentence) implements Report {}

    /** A step of an escalation. */
    public record Escalated(Target told) implements Report {}

    /** A person has closed an incident. */
    public record ClosedByPerson(Acts.Act act) implements Report {}

    /** A request to close an incident was not performed. */
    public record NotClosed(ClosingRequest.Refused refused) implements Report {}

    /**
     * The owner of an incident is asked.
     *
     * @param title of the incident
     */
    public record OwnerAsked(OwnerReminder request, String title) implements Report {
        /** Without the title, since records are logged. */
        @Override
        public String toString() {
            return "OwnerAsked[#" + request.opening().number() + "]";
        }
    }

    /** A silence is over. */
    public record SilenceOver(SilenceEnded ended) implements Report {}
}
