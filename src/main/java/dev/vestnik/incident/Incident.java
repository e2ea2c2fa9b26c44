package dev.vestnik.incident;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one key, from the event that opened it to the one that closes it.
 *
 * @param key the key of its events
 * @param key the key of its events; of an event without one the event's reference
 * @param status the name of the status of its last event that opened it (again) or closed it; an event whose status does
 *     neither, such as {@code info}, does not hide what is wrong
 * @param title the title of that event
 * @param area null: unknown
 * @param event the reference of that event, see {@link dev.vestnik.store.Keys#event}
 * @param updated when its last event of whatever status came
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
