package dev.vestnik.incident;

import org.jspecify.annotations.Nullable;

/**
 * The result of a press on a button of a card.
 *
 * @param owner who owns the incident after the press; null: nobody
 * @param incident the incident as it was at the press; null: there is none
 */
public record Press(
        Outcome outcome, @Nullable Owner owner, @Nullable Incident incident) {
    /** What the press did. */
    public enum Outcome {
        /** The owner is as wanted, now or since an earlier press. */
        DONE,
        /** Nothing: somebody else owns the incident, or nobody, against what the card showed. */
        OTHER_OWNER,
        /** Nothing: the incident is closed. */
        CLOSED,
        /** Nothing: the card shows an earlier opening of the incident. */
        REOPENED,
        /** Nothing: the person who would own the incident has logged out. */
        LOGGED_OUT,
        /** Nothing: there is no such incident any more. */
        GONE
    }

    public boolean done() {
        return outcome == Outcome.DONE;
    }
}
