package dev.vestnik.store;

import java.util.Comparator;

/**
 * The id of an entry of a stream, {@code <milliseconds>-<number>}; ordered like in Redis.
 *
 * @param millis the epoch milliseconds at which the entry was written
 * @param number the sequence number within the millisecond
 */
public record StreamId(long millis, long number) implements Comparable<StreamId> {
    /** Stands for an invalid id, and is earlier than all others: Redis has no entry 0-0. */
    public static final StreamId NONE = new StreamId(0, 0);

    private static final Comparator<StreamId> ORDER =
            Comparator.comparingLong(StreamId::millis).thenComparingLong(StreamId::number);
    /** As many as a long always holds; Redis makes ids of 13 digits. */
    private static final int MAX_DIGITS = 18;

    /**
     * Parses an id; without a number it is the first of its millisecond. A dot and what follows, the index in an array, is
     * left out. {@link #NONE} if the text is not an id.
     */
    public static StreamId of(String id) {
        int dot = id.indexOf('.');
        String text = dot < 0 ? id : id.substring(0, dot);
        int dash = text.indexOf('-');
        long millis = number(text, 0, dash < 0 ? text.length() : dash);
        long number = dash < 0 ? 0 : number(text, dash + 1, text.length());
        return millis < 0 || number < 0 ? NONE : new StreamId(millis, number);
    }

    /** @return -1: not a number */
    private static long number(String text, int from, int to) {
        if (from == to || to - from > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    @Override
    public int compareTo(StreamId other) {
        return ORDER.compare(this, other);
    }
}
