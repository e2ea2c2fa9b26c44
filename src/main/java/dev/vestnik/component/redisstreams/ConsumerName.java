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
    private volatile @Nullable Held held;

    private record Held(String name, Lease lease) {}

    ConsumerName(Leases leases, String keyStart, String wanted, Duration time) {
        this.leases = leases;
        this.keyStart = keyStart;
        this.wanted = wanted;
        this.time = time;
    }

    /**
     * The name that is held now; another one than before where the old one was lost to somebody.
     *
     * @throws IllegalStateException if no name can be had, or Redis does not answer
     */
    synchronized String hold() {
        try {
            Held current = held;
            if (current != null && current.lease().ask()) {
                return current.name();
            }
            release();
            for (int i = 1; i <= MOST; i++) {
                String candidate = i == 1 ? wanted : wanted + "-" + i;
                if (take(candidate)) {
                    return candidate;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while it asked for the name " + wanted, e);
        } catch (Exception e) {
            throw new IllegalStateException("Redis does not say whether the name " + wanted + " is free", e);
        }
        throw new IllegalStateException("No name is free that begins with " + wanted);
    }

    private boolean take(String candidate) throws Exception {
        Lease free = leases.lease(keyStart + candidate, time);
        boolean got = false;
        try {
            got = free.ask();
        } finally {
            if (got) {
                held = new Held(candidate, free);
            } else {
                leases.end(free);
            }
        }
        return got;
    }

    /** The Redis key of a name; while somebody has that name, it holds the token of the lease. */
    String key(String name) {
        return keyStart + name;
    }

    /** The token of a name of this consumer's; empty, which is nobody's token, where it has another name by now. */
    String token(String name) {
        Held current = held;
        return current != null && current.name().equals(name) ? current.lease().lastToken() : "";
    }

    synchronized void release() {
        Held current = held;
        if (current != null) {
            held = null;
            leases.end(current.lease());
        }
    }
}
