package dev.vestnik.delivery;

import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.ChatState;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the changes of one key that a chat was told. From the third within ten minutes a change is silent, unless it is worse
 * than all before it; ten minutes without a change begin a new count.
 */
final class RepeatedChanges {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MANY = 3;

    private final Keys keys;
    private final Statuses statuses;
    private final Clock clock;

    RepeatedChanges(Keys keys, Statuses statuses, Clock clock) {
        this.keys = keys;
        this.statuses = statuses;
        this.clock = clock;
    }

    /**
     * The changes of the key of an event, this event included.
     *
     * @param rank the lowest rank of the changes
     * @param worse whether this event is worse than all before it
     */
    record Changes(int count, int rank, boolean worse) {
        static final Changes NONE = new Changes(0, Integer.MAX_VALUE, true);

        boolean many() {
            return count >= MANY;
        }

        boolean silent() {
            return many() && !worse;
        }

        /** With so many more changes that are not worse. */
        Changes and(int more) {
            return new Changes(count + more, rank, worse);
        }
    }

    Changes of(Event event, ChatState state) {
        int rank = statuses.named(event.status()).map(Status::rank).orElse(Integer.MAX_VALUE);
        String before = event.key() == null ? null : state.changes().get(event.key());
        if (before == null) {
            return new Changes(1, rank, true);
        }
        String[] parts = before.split(" ");
        boolean over = clock.millis() - Long.parseLong(parts[1]) >= WINDOW.toMillis();
        if (over) {
            return new Changes(1, rank, true);
        }
        int lowest = Integer.parseInt(parts[2]);
        return new Changes(Integer.parseInt(parts[0]) + 1, Math.min(rank, lowest), rank < lowest);
    }

    List<RedisWrite> writes(long chat, @Nullable String key, Changes changes) {
        if (key == null) {
            return List.of();
        }
        String value = changes.count() + " " + clock.millis() + " " + changes.rank();
        return List.of(RedisWrite.set(keys.changes(chat, key), value, WINDOW));
    }
}
