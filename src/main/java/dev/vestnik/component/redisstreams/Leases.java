package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.Connections;
import io.lettuce.core.AbstractRedisClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Makes leases, and renews the leases that are held, on one thread of its own. */
public final class Leases implements AutoCloseable {
    private final Connections connections;
    private final ScheduledExecutorService renewer;
    private final Map<Lease, ScheduledFuture<?>> renewals = new ConcurrentHashMap<>();

    Leases(Connections connections) {
        this.connections = connections;
        this.renewer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "redis-streams-leases");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Leases in the Redis of a client that its maker shuts down. */
    public static Leases in(AbstractRedisClient client) {
        return new Leases(Connections.of(client));
    }

    /**
     * A lease that is not held yet; see {@link Lease#hold}.
     *
     * @param key the full Redis key
     * @param time how long it lasts without renewal, so how long others wait after its holder died
     */
    public Lease lease(String key, Duration time) {
        Lease lease = new Lease(connections, key, time);
        long third = Math.max(1, time.toMillis() / 3);
        renewals.put(lease, renewer.scheduleAtFixedRate(lease::renew, third, third, TimeUnit.MILLISECONDS));
        return lease;
    }

    /** Whether one of these leases with this Redis key is held now, by the local clock, without asking Redis. */
    public boolean held(String key) {
        return renewals.keySet().stream().anyMatch(lease -> lease.key().equals(key) && lease.held());
    }

    /** Gives a lease up, and stops its renewal. */
    public void end(Lease lease) {
        ScheduledFuture<?> renewal = renewals.remove(lease);
        if (renewal != null) {
            renewal.cancel(false);
        }
        lease.release();
    }

    /** Ends all leases. */
    @Override
    public void close() {
        renewals.keySet().forEach(this::end);
        renewer.shutdownNow();
    }
}
