package dev.vestnik.incident;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one key, from the event that opened it to the one that closes it.
 *
 * @param key the key of its events
 * @param status the name of the status of its last event
 * @param title the title of its last event
 * @param area null: unknown
 * @param event the reference of its last event, see {@link dev.vestnik.store.Keys#event}
 * @param updated when its last event came
 * @param closed null: open
 * @param holders the chats that it was sent to
 */
public record Incident(
        String key,
        String status,
        String title,
        @Nullable String area,
        String event,
        Instant opened,
        Instant updated,
        @Nullable Instant closed,
        Set<Long> holders) {
    public Incident {
        holders = Set.copyOf(holders);
    }

    public boolean open() {
        return closed == null;
    }
}
