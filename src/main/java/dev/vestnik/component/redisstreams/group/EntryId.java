package dev.vestnik.component.redisstreams.group;

import java.util.Comparator;

/**
 * The id of an entry, in the order of the stream: {@code <milliseconds>-<number>}, both unsigned
 * (https://redis.io/docs/latest/develop/data-types/streams/#entry-ids).
 */
record EntryId(long time, long number) implements Comparable<EntryId> {
    private static final Comparator<EntryId> ORDER = Comparator.<EntryId, Long>comparing(
                    EntryId::time, Long::compareUnsigned)
            .thenComparing(EntryId::number, Long::compareUnsigned);

    static EntryId of(String id) {
        int dash = id.indexOf('-');
        return new EntryId(
                Long.parseUnsignedLong(id.substring(0, dash)), Long.parseUnsignedLong(id.substring(dash + 1)));
    }

    /** The id directly before this one. */
    EntryId previous() {
        return number != 0 ? new EntryId(time, number - 1) : new EntryId(time - 1, -1);
    }

    @Override
    public int compareTo(EntryId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(time) + "-" + Long.toUnsignedString(number);
    }
}
