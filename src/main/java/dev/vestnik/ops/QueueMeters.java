package dev.vestnik.ops;

import dev.vestnik.ops.health.BackgroundReading;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserSnapshot;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Queue lengths in Redis as gauges. Every instance reports the same values: take the maximum over instances, not the sum.
 *
 * <ul>
 *   <li>{@code vestnik.inbox.waiting}: pushed, not yet in the stream of events
 *   <li>{@code vestnik.rejected}: entries of the stream of rejected entries
 *   <li>{@code vestnik.incidents.open}: open incidents
 *   <li>{@code vestnik.users}, {@code vestnik.users.on.duty}, {@code vestnik.users.overtime}, {@code
 *       vestnik.users.unreachable}: people who are logged in, of these on duty, of these after the end of their duty, and of
 *       all not reachable since they have blocked the bot
 *   <li>{@code vestnik.events.undispatched}: in the stream of events, not yet dispatched, whether or not a process dispatches
 *   <li>{@code vestnik.oldest.unsent.seconds}: the age of the oldest event that waits for its dispatch or in the outbox; 0: none
 *   <li>{@code vestnik.waking.unsent}: events of a status that wakes that wait so, once for each person, see {@link UnsentEvents}
 * </ul>
 *
 * All are NaN while Redis does not answer. The streams themselves are measured by their consumers: {@code redis.streams.lag},
 * {@code redis.streams.keys} (chats with pending entries), {@code redis.streams.dead.letters} and others, see {@code
 * docs/redis-streams.adoc}.
 */
public final class QueueMeters implements MeterBinder, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final BackgroundReading<QueueStats> queues;

    /** @param connected whether there is a connection to Redis; without one no query waits for it */
    public QueueMeters(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            Supplier<UserSnapshot> users,
            UnsentEvents unsent,
            BooleanSupplier connected) {
        this.queues = new BackgroundReading<>(
                "queue-figures",
                INTERVAL,
                LIMIT,
                QueueStats.UNKNOWN,
                () -> connected.getAsBoolean()
                        ? QueueStats.look(redis, keys, users.get(), unsent)
                        : QueueStats.UNKNOWN);
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
        gauge(
                registry,
                "vestnik.users.overtime",
                "People whose duty goes on after its end, since nobody relieves them",
                QueueStats::overtime);
        gauge(registry, "vestnik.users.unreachable", "People who have blocked the bot", QueueStats::unreachable);
        gauge(
                registry,
                "vestnik.events.undispatched",
                "Events in the stream, not yet dispatched",
                QueueStats::undispatched);
        gauge(
                registry,
                "vestnik.oldest.unsent.seconds",
                "The age of the oldest event that is not sent yet",
                QueueStats::oldestUnsent);
        gauge(registry, "vestnik.waking.unsent", "Events that wake and are not sent yet", QueueStats::wakingUnsent);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<QueueStats> value) {
        Gauge.builder(name, () -> value.applyAsDouble(queues.value()))
                .description(description)
                .register(registry);
    }

    @Override
    public void close() {
        queues.close();
    }
}
