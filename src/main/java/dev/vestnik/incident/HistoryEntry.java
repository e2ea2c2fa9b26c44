package dev.vestnik.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the history of an incident.
 *
 * @param at when it happened
 * @param who the name of the person who did it; null: monitoring or Vestnik
 * @param text the note; the name of the new status; who has it now; the step of the escalation; null: nothing more to say
 */
public record HistoryEntry(
        Instant at,
        Kind kind,
        @Nullable String who,
        @Nullable String text) {
    /** What happened. */
    public enum Kind {
        /** Opened again under the same number. */
        REOPENED,
        /** An event changed its status; {@code text} is the new one. */
        STATUS_CHANGED,
        /** A person took it. */
        TAKEN,
        /** Its owner gave it up, or logged out; without {@code who}: its owner, {@code text}, did not answer. */
        RELEASED,
        /** It has another owner, {@code text}: handed over by the owner, or taken over. */
        HANDED_OVER,
        /** A person wrote a note, {@code text}. */
        NOTED,
        /** A step of the escalation told more people; {@code text} is the step. */
        ESCALATED,
        /** A silence covers it, set by {@code who}. */
        SILENCED,
        /** The silence has ended, or does not cover what has become of it. */
        SILENCE_ENDED,
        /** A person closed it. */
        CLOSED,
        /** An event closed it. */
        RESOLVED
    }

    static HistoryEntry of(Instant at, Kind kind) {
        return new HistoryEntry(at, kind, null, null);
    }

    /** Without names and notes, since records are logged. */
    @Override
    public String toString() {
        return "HistoryEntry[" + kind + " at " + at + "]";
    }
}
