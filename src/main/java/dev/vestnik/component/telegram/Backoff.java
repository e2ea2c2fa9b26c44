package dev.vestnik.component.telegram;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Longer and longer pauses, each shortened by up to a half at random, so that instances do not come back together. */
final class Backoff {
    private static final int DOUBLINGS = 16;

    private final Duration first;
    private final Duration longest;
    private int failures;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    Duration next() {
        long full = Math.min(first.toMillis() << Math.min(failures, DOUBLINGS), longest.toMillis());
        failures++;
        return Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }

    /** How many pauses since the last success. */
    int failures() {
        return failures;
    }

    void reset() {
        failures = 0;
    }
}
