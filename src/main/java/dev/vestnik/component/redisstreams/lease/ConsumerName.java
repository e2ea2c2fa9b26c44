package dev.vestnik.component.redisstreams.lease;

import dev.vestnik.component.redisstreams.Lease;
import dev.vestnik.component.redisstreams.Leases;
import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Internal to the component. The name of a consumer in its group. It is leased, because two consumers of one name would read
 * each other's pending entries. If the name is taken, the consumer gets {@code name-2}, {@code name-3} and so on.
 */
public final class ConsumerName {
    private static final int MOST_NAMES = 1000;

    private final Leases leases;
    private final String keyStart;
    private final String wanted;
    private final Duration time;
    private volatile @Nullable Held held;

    private record Held(String name, Lease lease) {}

    public ConsumerName(Leases leases, String keyStart, String wanted, Duration time) {
        this.leases = leases;
        this.keyStart = keyStart;
        this.wanted = wanted;
        this.time = time;
    }

    /** The name of the option {@code consumerName}, else that of the host. */
    public static String preferred(RedisStreamsConfiguration options) {
        String name = options.getConsumerName();
        if (name != null && !name.isBlank()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "consumer";
        }
    }

    /**
     * Leases a name if none is held, and returns it. It differs from the last one if another consumer has taken that.
     *
     * @throws IllegalStateException if no name is free, or Redis does not answer
     */
    public synchronized String hold() {
        try {
            Held current = held;
            if (current != null && current.lease().tryHold()) {
                return current.name();
            }
            release();
            for (int i = 1; i <= MOST_NAMES; i++) {
                String candidate = i == 1 ? wanted : wanted + "-" + i;
                if (take(candidate)) {
                    return candidate;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while leasing the name " + wanted, e);
        } catch (Exception e) {
            throw new IllegalStateException("Redis does not say whether the name " + wanted + " is free", e);
        }
        throw new IllegalStateException("No name is free that begins with " + wanted);
    }

    private boolean take(String candidate) throws Exception {
        Lease free = leases.lease(keyStart + candidate, time);
        boolean got = false;
        try {
            got = free.tryHold();
        } finally {
            if (got) {
                held = new Held(candidate, free);
            } else {
                leases.end(free);
            }
        }
        return got;
    }

    /** The Redis key of a name; it holds the token of the lease while the name is taken. */
    public String key(String name) {
        return keyStart + name;
    }

    /** The token of a name that this consumer holds; empty, which is never a token, if it has another name by now. */
    public String token(String name) {
        Held current = held;
        return current != null && current.name().equals(name) ? current.lease().lastToken() : "";
    }

    public synchronized void release() {
        Held current = held;
        if (current != null) {
            held = null;
            leases.end(current.lease());
        }
    }
}
