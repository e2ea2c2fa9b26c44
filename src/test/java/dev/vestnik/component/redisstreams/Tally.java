package dev.vestnik.component.redisstreams;

import java.util.concurrent.atomic.LongAdder;

/** How many entries the tests of this JVM have given to consumers, for {@link RepetitionIT} to print. */
final class Tally {
    private static final LongAdder ENTRIES = new LongAdder();
    private static final LongAdder AGAIN = new LongAdder();

    /**
     * @param entries given at least once
     * @param again how many times more they were given: after a failure that the test wanted, or since their consumer died, was
     *     cut off or lost its right before it had settled them
     */
    record Figures(long entries, long again) {}

    private Tally() {}

    static void add(long entries, long again) {
        ENTRIES.add(entries);
        AGAIN.add(again);
    }

    /** What was added since this was asked before. */
    static Figures take() {
        return new Figures(ENTRIES.sumThenReset(), AGAIN.sumThenReset());
    }
}
