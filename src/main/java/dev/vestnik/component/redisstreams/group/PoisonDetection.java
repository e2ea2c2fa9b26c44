package dev.vestnik.component.redisstreams.group;

import dev.vestnik.component.redisstreams.client.StreamEntry;
import java.time.Duration;

/**
 * Decides when to deliver an entry that may be the one that kills its consumers. A suspect is delivered with nothing else in
 * work, so that its neighbours do not die with it. Suspects and other work wait for each other, but only for a limited time.
 */
final class PoisonDetection {
    /** An entry that was delivered this often without a settlement is a suspect. */
    private static final int SUSPECT_FROM = 2;

    private final Duration patience;
    private final int maxDeliveries;
    private boolean alone;
    private boolean waiting;
    private long until;

    /** @param patience how long other entries wait for a suspect, and a suspect for them */
    PoisonDetection(Duration patience, int maxDeliveries) {
        this.patience = patience;
        this.maxDeliveries = maxDeliveries;
    }

    /** @param deliveries how often Redis has delivered the entry since its last settlement */
    boolean isSuspect(int deliveries) {
        return deliveries >= SUSPECT_FROM;
    }

    /**
     * Whether the consumers of the entry died too often: it is not delivered any more. Its deliveries count the one that is
     * about to begin.
     */
    boolean isPoison(StreamEntry entry) {
        int unsettled = entry.deliveries() - entry.failures();
        return unsettled > Math.max(maxDeliveries, SUSPECT_FROM + 1);
    }

    /** Whether a suspect has to wait for the entries in work. */
    boolean mustWait(boolean idle) {
        if (idle) {
            return false;
        }
        if (!waiting) {
            waiting = true;
            until = System.nanoTime() + patience.toNanos();
        }
        return !timeIsOver();
    }

    /** A suspect is delivered now. */
    void begin() {
        waiting = false;
        alone = true;
        until = System.nanoTime() + patience.toNanos();
    }

    /** Whether a suspect in work keeps other entries from being read. */
    boolean blocksReading(boolean idle) {
        alone = alone && !idle && !timeIsOver();
        return alone;
    }

    private boolean timeIsOver() {
        return until - System.nanoTime() <= 0;
    }
}
