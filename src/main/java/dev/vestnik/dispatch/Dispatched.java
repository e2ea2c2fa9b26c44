package dev.vestnik.dispatch;

import dev.vestnik.delivery.OutboxEntry;
import dev.vestnik.store.Write;
import java.util.List;

/**
 * What a batch comes to. Nothing of it is written yet.
 *
 * @param entries one for each event and chat, in the order of the events
 * @param writes what is to be written with the batch's acknowledgement
 * @param outcomes one for each entry of the batch, in its order
 */
public record Dispatched(List<OutboxEntry> entries, List<Write> writes, List<Outcome> outcomes) {
    public Dispatched {
        entries = List.copyOf(entries);
        writes = List.copyOf(writes);
        outcomes = List.copyOf(outcomes);
    }
}
