package dev.vestnik.component.redisstreams.work;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Internal to the component. Pauses that double from {@code first} up to {@code longest}, each shortened by up to a half at random. */
public record ExponentialBackoff(Duration first, Duration longest) {
    /** The pause after the given number of failures in a row, from 1. */
    public Duration after(int failures) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(30, Math.max(0, failures - 1)));
        double capped = Math.min((double) longest.toMillis(), doubled);
        return Duration.ofMillis(Math.round(capped * ThreadLocalRandom.current().nextDouble(0.5, 1)));
    }
}
