package dev.vestnik.ops;

import dev.vestnik.store.Keys;
import dev.vestnik.user.UserSnapshot;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Queue lengths in Redis as gauges. Every instance reports the same values: take the maximum over instances, not the sum.
 *
 * <ul>
 *   <li>{@code vestnik.inbox.waiting}: pushed, not yet in the stream of events
 *   <li>{@code vestnik.rejected}: entries of the stream of rejected entries
 *   <li>{@code vestnik.incidents.open}: open incidents
 *   <li>{@code vestnik.users}, {@code vestnik.users.on.duty}, {@code vestnik.users.unreachable}: people who are logged in, of
 *       these on duty, and of these not reachable since they have blocked the bot
 * </ul>
 *
 * All are NaN while Redis does not answer. The streams themselves are measured by their consumers: {@code redis.streams.lag},
 * {@code redis.streams.keys} (chats with pending entries), {@code redis.streams.dead.letters} and others, see {@code
 * docs/redis-streams.adoc}.
 */
public final class QueueMeters implements MeterBinder {
    private static final long FRESH_MILLIS = 1_000;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Supplier<UserSnapshot> users;
    private final BooleanSupplier connected;
    private final Clock clock;
    private @Nullable QueueStats last;
    private long lastMillis;

    /** @param connected whether there is a connection to Redis; without one no scrape waits for it */
    public QueueMeters(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            Supplier<UserSnapshot> users,
            BooleanSupplier connected,
            Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.users = users;
        this.connected = connected;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                "vestnik.inbox.waiting",
                "Events pushed to the inbox, not yet in the stream",
                QueueStats::inbox);
        gauge(registry, "vestnik.rejected", "Entries of the stream of rejected entries", QueueStats::rejected);
        gauge(registry, "vestnik.incidents.open", "Open incidents", QueueStats::incidents);
        gauge(registry, "vestnik.users", "People who are logged in", QueueStats::users);
        gauge(registry, "vestnik.users.on.duty", "People who are on duty", QueueStats::onDuty);
        gauge(registry, "vestnik.users.unreachable", "People who have blocked the bot", QueueStats::unreachable);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<QueueStats> value) {
        Gauge.builder(name, () -> value.applyAsDouble(now()))
                .description(description)
                .register(registry);
    }

    /** One query for all gauges of a scrape. */
    private synchronized QueueStats now() {
        long millis = clock.millis();
        QueueStats queues = last;
        if (queues == null || millis - lastMillis > FRESH_MILLIS || millis < lastMillis) {
            queues = look();
            last = queues;
            lastMillis = clock.millis();
        }
        return queues;
    }

    private QueueStats look() {
        if (!connected.getAsBoolean()) {
            return QueueStats.UNKNOWN;
        }
        try {
            return QueueStats.look(redis, keys, users.get());
        } catch (RedisException away) {
            return QueueStats.UNKNOWN;
        }
    }
}
