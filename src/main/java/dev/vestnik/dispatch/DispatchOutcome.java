package dev.vestnik.dispatch;

import dev.vestnik.event.Rejection;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;
import dev.vestnik.incident.escalation.OwnerReminder;
import dev.vestnik.incident.silence.SilenceEnded;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one entry of the stream of events.
 *
 * @param ref the id of the entry
 * @param rejection null, except for {@link Kind#REJECTED}
 * @param origin where a rejected entry comes from; null for any other
 * @param missed says that an event whose status wakes has reached nobody, and why, without any phone, name or text; null: it
 *     has reached somebody, or the status does not wake
 * @param escalated whom a step of an escalation has told; null: no step
 * @param refused a request to close an incident that was not performed; null: none
 * @param asked an owner who is asked; null: none
 * @param silenceEnded a silence that has ended; null: none
 */
public record DispatchOutcome(
        String ref,
        Kind kind,
        @Nullable Rejection rejection,
        @Nullable String origin,
        @Nullable String missed,
        @Nullable Target escalated,
        ClosingRequest.@Nullable Refused refused,
        @Nullable Asked asked,
        @Nullable SilenceEnded silenceEnded) {
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
        return new DispatchOutcome(ref, kind, null, null, null, null, null, null, null);
    }

    static DispatchOutcome rejected(EventStreamEntry entry, Rejection rejection) {
        String origin = EntryOrigin.of(entry).toString();
        return new DispatchOutcome(entry.ref(), Kind.REJECTED, rejection, origin, null, null, null, null, null);
    }

    DispatchOutcome withMissed(@Nullable String sentence) {
        return new DispatchOutcome(ref, kind, rejection, origin, sentence, escalated, refused, asked, silenceEnded);
    }

    DispatchOutcome withEscalated(Target told) {
        return new DispatchOutcome(ref, kind, rejection, origin, missed, told, refused, asked, silenceEnded);
    }

    DispatchOutcome withRefused(ClosingRequest.Refused closing) {
        return new DispatchOutcome(ref, kind, rejection, origin, missed, escalated, closing, asked, silenceEnded);
    }

    DispatchOutcome withAsked(OwnerReminder request, String title) {
        Asked owner = new Asked(request, title);
        return new DispatchOutcome(ref, kind, rejection, origin, missed, escalated, refused, owner, silenceEnded);
    }

    DispatchOutcome withSilenceEnded(SilenceEnded ended) {
        return new DispatchOutcome(ref, kind, rejection, origin, missed, escalated, refused, asked, ended);
    }

    /** @param title of the incident */
    public record Asked(OwnerReminder request, String title) {
        /** Without the title, since records are logged. */
        @Override
        public String toString() {
            return "Asked[#" + request.number() + "]";
        }
    }
}
