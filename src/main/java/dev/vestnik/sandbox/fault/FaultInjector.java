package dev.vestnik.sandbox.fault;

import java.time.Duration;
import java.util.Random;

/** Decides at random which calls {@link Faults} affect. */
public final class FaultInjector {
    private final Faults faults;
    private final Random random;
    private final boolean none;

    public FaultInjector(Faults faults) {
        this.faults = faults;
        this.random = new Random(faults.seed());
        this.none = faults.equals(Faults.NONE);
    }

    public Faults faults() {
        return faults;
    }

    /** Whether no faults are set. */
    public boolean isNone() {
        return none;
    }

    public boolean appliesTo(String method) {
        return faults.methods().isEmpty() || faults.methods().contains(method);
    }

    public boolean fails() {
        return happens(faults.errorRate());
    }

    public boolean drops() {
        return happens(faults.dropRate());
    }

    public Duration delay() {
        long jitter = faults.jitter().toNanos();
        return jitter == 0 ? faults.latency() : faults.latency().plusNanos((long) (random.nextDouble() * jitter));
    }

    private boolean happens(double rate) {
        return rate > 0 && random.nextDouble() < rate;
    }
}
