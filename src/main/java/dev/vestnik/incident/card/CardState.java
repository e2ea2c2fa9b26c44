package dev.vestnik.incident.card;

import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a card shows, at one moment.
 *
 * @param incident with its holders; of many only some
 * @param owner null: nobody
 * @param card the card of the chat; null: it has none
 * @param history oldest first
 * @param told the number of all holders
 */
public record CardState(
        Incident incident, @Nullable Owner owner, @Nullable Card card, List<HistoryEntry> history, long told) {
    public CardState {
        history = List.copyOf(history);
    }
}
