package dev.vestnik.incident;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The problem of one key, from the event that opens it to the event that closes it.
 *
 * @param key the key of its events; for an event without key the event's reference
 * @param status the status of the last event that opens or closes; events of other statuses, such as {@code info}, do not
 *     change it
 * @param title the title of that event
 * @param area null: unknown
 * @param event the reference of that event, see {@link dev.vestnik.store.Keys#event}
 * @param updated the time of the last event of any status
 * @param closed null: open
 * @param holders the chats that got a message about it
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
