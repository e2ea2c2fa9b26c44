package dev.vestnik.component.redisstreams;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a group that one exchange was given.
 *
 * @param consumer the name under which they are pending
 * @param agains how many times this consumer has had them before
 */
record GroupBatch(List<Entry> entries, String consumer, int agains) {
    List<String> ids() {
        return Entry.ids(entries);
    }

    /** Each is only itself: to compare, or hash, all fields of all entries took a tenth of the time of reading. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
