package dev.vestnik.component.redisstreams;

import java.util.List;

/**
 * Entries of a group that one exchange was given.
 *
 * @param consumer the name under which they are pending
 * @param agains how many times this consumer has had them before
 */
record GroupBatch(List<Entry> entries, String consumer, int agains) {
    List<String> ids() {
        return entries.stream().map(Entry::id).toList();
    }
}
