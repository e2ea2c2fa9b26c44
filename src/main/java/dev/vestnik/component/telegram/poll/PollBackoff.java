package dev.vestnik.component.telegram.poll;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Exponential backoff. Each pause is shortened by up to half at random, so that instances do not retry at the same moment. */
final class PollBackoff {
    private static final int MAX_DOUBLINGS = 16;

    private final Duration initial;
    private final Duration max;
    private int attempts;

    PollBackoff(Duration initial, Duration max) {
        this.initial = initial;
        this.max = max;
    }

    Duration next() {
        long full = Math.min(initial.toMillis() << Math.min(attempts, MAX_DOUBLINGS), max.toMillis());
        attempts++;
        return Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }

    /** The number of pauses since the last reset. */
    int attempts() {
        return attempts;
    }

    void reset() {
        attempts = 0;
    }
}
