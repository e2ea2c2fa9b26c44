package dev.vestnik.store;

import java.util.Comparator;

/**
 * The id of an entry of a stream, {@code <milliseconds>-<number>}, in the order that Redis has them in.
 *
 * @param millis when it was written, epoch milliseconds
 * @param number which one it is of those of its millisecond
 */
public record StreamId(long millis, long number) implements Comparable<StreamId> {
    /** Stands for what is no id, and is earlier than all: Redis has no entry 0-0. */
    public static final StreamId NONE = new StreamId(0, 0);

    private static final Comparator<StreamId> ORDER =
            Comparator.comparingLong(StreamId::millis).thenComparingLong(StreamId::number);
    /** As many as a long always holds; Redis gives ids of 13, and takes up to 20 from who makes them up. */
    private static final int DIGITS = 18;

    /** The id that the text is, without its number the first of that millisecond; {@link #NONE}: it is no such id. */
    public static StreamId of(String text) {
        int dash = text.indexOf('-');
        long millis = number(text, 0, dash < 0 ? text.length() : dash);
        long number = dash < 0 ? 0 : number(text, dash + 1, text.length());
        return millis < 0 || number < 0 ? NONE : new StreamId(millis, number);
    }

    /** -1: none stands there. */
    private static long number(String text, int from, int to) {
        if (from == to || to - from > DIGITS) {
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
