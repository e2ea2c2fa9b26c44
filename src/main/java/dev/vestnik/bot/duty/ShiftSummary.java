package dev.vestnik.bot.duty;

import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a duty has seen, and what it leaves.
 *
 * @param since the beginning of the duty
 * @param byStatus the number of events that were sent to the person, by the name of their status
 * @param opened incidents that were opened during the duty
 * @param resolved incidents that were closed during the duty, by monitoring or by a person
 * @param taken incidents that the person has taken during the duty
 * @param notes notes that anybody wrote about these incidents during the duty
 * @param owned the open incidents that the person owns
 * @param open how many incidents are open in the person's areas, the owned ones included
 */
record ShiftSummary(
        Instant since,
        Map<String, Integer> byStatus,
        int opened,
        int resolved,
        int taken,
        int notes,
        List<Owned> owned,
        int open) {
    ShiftSummary {
        byStatus = Map.copyOf(byStatus);
        owned = List.copyOf(owned);
    }

    /**
     * An incident that the person owns.
     *
     * @param note the last note about it; null: there is none
     */
    record Owned(Incident incident, @Nullable HistoryEntry note) {}
}
