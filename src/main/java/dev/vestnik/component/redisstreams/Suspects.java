package dev.vestnik.component.redisstreams;

import java.time.Duration;

/**
 * When an entry that may be what kills its consumers is delivered: with nothing else in work, so that its neighbours do not
 * die with it. Work that does not end delays that, and is delayed by that, for a while only.
 */
final class Suspects {
    /** From so many deliveries on without a settlement an entry is a suspect. */
    private static final int DELIVERIES = 2;

    private final Duration patience;
    private final int maxDeliveries;
    private boolean alone;
    private boolean waiting;
    private long until;

    /**
     * @param patience how long others wait for a suspect, and a suspect for them
     */
    Suspects(Duration patience, int maxDeliveries) {
        this.patience = patience;
        this.maxDeliveries = maxDeliveries;
    }

    boolean isOne(GroupReader.Pending row) {
        return row.deliveries() >= DELIVERIES;
    }

    /** Whether it has had its chance alone, too often: it is not delivered any more. */
    boolean isGuilty(Entry entry) {
        return entry.deliveries() - entry.failures() > Math.max(maxDeliveries, DELIVERIES + 1);
    }

    /** Whether a suspect has to wait for what is in work. */
    boolean mustWait(boolean idle) {
        if (idle) {
            return false;
        }
        if (!waiting) {
            waiting = true;
            until = System.nanoTime() + patience.toNanos();
        }
        return !over();
    }

    /** A suspect is delivered now. */
    void begin() {
        waiting = false;
        alone = true;
        until = System.nanoTime() + patience.toNanos();
    }

    /** Whether a suspect that is in work keeps others from being read. */
    boolean holdOthers(boolean idle) {
        alone = alone && !idle && !over();
        return alone;
    }

    private boolean over() {
        return until - System.nanoTime() <= 0;
    }
}
