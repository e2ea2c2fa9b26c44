package dev.vestnik.incident.card;

import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import org.jspecify.annotations.Nullable;

/**
 * What has become of an incident that is folded into a storm.
 *
 * @param incident as it is now; null: it is not kept any more, or was over before
 * @param owner null: nobody
 */
public record FoldedState(
        FoldedIncident folded,
        @Nullable Incident incident,
        @Nullable Owner owner) {
    /** Whether the opening that was folded is not over. */
    public boolean open() {
        return incident != null && incident.open() && incident.generation() == folded.generation();
    }

    /** Whether it is open and nobody owns it. */
    public boolean free() {
        return open() && owner == null;
    }

    /** Whether it is open, and a silence covers it. */
    public boolean silenced() {
        return open() && incident != null && incident.isSilenced();
    }
}
