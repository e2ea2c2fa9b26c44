package dev.vestnik.dispatch;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.RedisWrite;
import java.util.List;

/**
 * The result of dispatching a batch; nothing is written yet.
 *
 * @param entries one for each event and chat, in the order of the events
 * @param writes the writes for the settlement of the batch
 * @param outcomes one for each entry of the batch, in its order
 */
public record DispatchResult(List<OutboxEntry> entries, List<RedisWrite> writes, List<DispatchOutcome> outcomes) {
    public DispatchResult {
        entries = List.copyOf(entries);
        writes = List.copyOf(writes);
        outcomes = List.copyOf(outcomes);
    }
}
