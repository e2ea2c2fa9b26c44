package dev.vestnik.sandbox;

import java.time.Duration;
import java.util.Random;

/** {@link Faults} and the dice that decide whom they meet. */
final class Dice {
    private final Faults faults;
    private final Random random;
    private final boolean idle;

    Dice(Faults faults) {
        this.faults = faults;
        this.random = new Random(faults.seed());
        this.idle = faults.equals(Faults.NONE);
    }

    Faults faults() {
        return faults;
    }

    /** Whether all is well. */
    boolean idle() {
        return idle;
    }

    boolean concerns(String method) {
        return faults.methods().isEmpty() || faults.methods().contains(method);
    }

    boolean fails() {
        return met(faults.errorRate());
    }

    boolean drops() {
        return met(faults.dropRate());
    }

    Duration delay() {
        long jitter = faults.jitter().toNanos();
        return jitter == 0 ? faults.latency() : faults.latency().plusNanos((long) (random.nextDouble() * jitter));
    }

    private boolean met(double rate) {
        return rate > 0 && random.nextDouble() < rate;
    }
}
