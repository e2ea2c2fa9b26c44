package dev.vestnik.component.redisstreams.settle;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Internal to the component. Pauses that double from {@code first} up to {@code longest}, each shortened by up to a half
 * at random.
 */
public record ExponentialBackoff(Duration first, Duration longest) {
    /** The pause after the given number of failures in a row, from 1. */
    public Duration after(int failures) {
        double longestNow = longestAfter(failures).toMillis();
        return Duration.ofMillis(
                Math.round(longestNow * ThreadLocalRandom.current().nextDouble(0.5, 1)));
    }

    /** The longest possible pause after the given number of failures in a row. */
    public Duration longestAfter(int failures) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(30, Math.max(0, failures - 1)));
        return Duration.ofMillis((long) Math.min((double) longest.toMillis(), doubled));
    }
}
