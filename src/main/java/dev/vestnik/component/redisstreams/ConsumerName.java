package dev.vestnik.component.redisstreams;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The name of a consumer in its group. It is leased, as two of one name would read each other's pending entries; where it
 * is taken, this one is {@code name-2}, {@code name-3} and so on.
 */
final class ConsumerName {
    private static final int MOST = 1000;

    private final Leases leases;
    private final String keyStart;
    private final String wanted;
    private final Duration time;
    private @Nullable Lease lease;
    private String name = "";

    ConsumerName(Leases leases, String keyStart, String wanted, Duration time) {
        this.leases = leases;
        this.keyStart = keyStart;
        this.wanted = wanted;
        this.time = time;
    }

    /**
     * The name that is held now; another one than before where the old one was lost to somebody.
     *
     * @throws IllegalStateException if no name can be had, as Redis does not answer
     */
    synchronized String hold() {
        if (lease != null && lease.hold()) {
            return name;
        }
        release();
        for (int i = 1; i <= MOST; i++) {
            String candidate = i == 1 ? wanted : wanted + "-" + i;
            Lease free = leases.lease(keyStart + candidate, time);
            if (free.hold()) {
                lease = free;
                name = candidate;
                return candidate;
            }
            leases.end(free);
        }
        throw new IllegalStateException("No name is free that begins with " + wanted);
    }

    synchronized void release() {
        if (lease != null) {
            leases.end(lease);
            lease = null;
        }
    }
}
