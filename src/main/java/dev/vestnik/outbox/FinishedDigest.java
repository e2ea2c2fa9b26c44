package dev.vestnik.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live digest that has ended, whose events are sent as a file.
 *
 * @param name which of the chat's digests, see {@link dev.vestnik.store.Keys#digestEvents}
 * @param state its JSON; null: it was removed
 * @param total the number of its events
 * @param events those of them that fit into one file, in order; an event that is older than the retention is missing
 * @param read how many references these are; the others follow with the next file
 */
public record FinishedDigest(String name, @Nullable String state, long total, List<PendingEvent> events, int read) {
    public FinishedDigest {
        events = List.copyOf(events);
    }
}
