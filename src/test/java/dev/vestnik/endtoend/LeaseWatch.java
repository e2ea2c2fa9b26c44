package dev.vestnik.endtoend;

import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Sees who holds leases, and since when, by looking every few milliseconds. */
final class LeaseWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 5;

    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Holding> holdings = new ConcurrentHashMap<>();

    /** @param since monotonic, in ns */
    record Holding(String token, long since) {}

    /** @param leases full Redis keys */
    LeaseWatch(RedisCommands<String, String> redis, String... leases) {
        looking.scheduleAtFixedRate(
                () -> {
                    for (String lease : leases) {
                        String token = redis.get(lease);
                        if (token != null) {
                            holdings.compute(
                                    lease,
                                    (key, last) -> last != null && last.token().equals(token)
                                            ? last
                                            : new Holding(token, System.nanoTime()));
                        }
                    }
                },
                0,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Waits until somebody has held it. */
    Holding holding(String lease) {
        return Awaitility.await("a holder of " + lease)
                .atMost(PATIENCE)
                .until(() -> holdings.get(lease), now -> now != null);
    }

    /** Waits for another holder than {@code last}, and tells how long after {@code begun} it came. */
    Duration movedFrom(Holding last, String lease, long begun) {
        Holding next = Awaitility.await("another holder of " + lease)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> holdings.get(lease),
                        now -> now != null && !now.token().equals(last.token()));
        return Duration.ofNanos(next.since() - begun);
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
