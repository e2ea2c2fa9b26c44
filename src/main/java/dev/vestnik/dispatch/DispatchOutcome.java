package dev.vestnik.dispatch;

import dev.vestnik.event.Rejection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one entry of the stream of events.
 *
 * @param ref the id of the entry
 * @param rejection for {@link Kind#REJECTED}: why
 */
public record DispatchOutcome(
        String ref, Kind kind, @Nullable Rejection rejection) {
    /** The kinds; also the label of a metric. Each entry counts in exactly one. */
    public enum Kind {
        /** At least one chat gets it. */
        ROUTED,
        /** Nobody gets it (nobody on duty and it does not wake, nobody reachable, or nobody has selected its status). */
        UNROUTED,
        /** Its id was dispatched with the same status less than 24 hours ago. */
        DUPLICATE,
        /** It is no event. */
        REJECTED,
        /** It closed an incident, and nobody who holds the card wants to be told by a message. */
        CLOSED,
        /** It closes, and there was no open incident of its key. */
        CLOSED_WITHOUT_INCIDENT,
        /** Dispatched again without somebody unreachable: nobody else is to get it, or it is not kept any more. */
        NOBODY_ELSE;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** As what the sum of the ledger counts it; null: its entries are counted, or those of the first time. */
        @Nullable
        String counted() {
            return switch (this) {
                case REJECTED, DUPLICATE -> label();
                case UNROUTED, CLOSED, CLOSED_WITHOUT_INCIDENT -> UNROUTED.label();
                case ROUTED, NOBODY_ELSE -> null;
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

    static DispatchOutcome rejected(String ref, Rejection rejection) {
        return new DispatchOutcome(ref, Kind.REJECTED, rejection);
    }
}
