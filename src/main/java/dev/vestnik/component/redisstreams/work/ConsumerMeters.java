package dev.vestnik.component.redisstreams.work;

import dev.vestnik.component.redisstreams.GroupConsumer;
import dev.vestnik.component.redisstreams.KeyedConsumer;
import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.RedisStreamsConsumer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Internal to the component. Micrometer meters of a consumer, with the tags {@code stream}, {@code group} (empty if keyed) and
 * {@code routeId}, the name of Camel's own meters. The component's page lists them. No other class of the component depends on
 * Micrometer, so it may be missing at run time.
 */
public final class ConsumerMeters implements Runnable {
    /** The name of the registry that camel-micrometer binds. */
    private static final String CAMEL_REGISTRY = "metricsRegistry";

    private static final String PREFIX = "redis.streams.";

    private final MeterRegistry registry;
    private final RedisStreamsConsumer consumer;
    private final ConsumerCounters counters;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    private ConsumerMeters(MeterRegistry registry, RedisStreamsConsumer consumer, ConsumerCounters counters) {
        this.registry = registry;
        this.consumer = consumer;
        this.counters = counters;
        RedisStreamsConfiguration options = consumer.getEndpoint().getConfiguration();
        String group = options.getGroup();
        String route = consumer.getRouteId();
        this.tags = Tags.of(
                "stream",
                options.getStream(),
                "group",
                group == null ? "" : group,
                "routeId",
                route == null ? "" : route);
    }

    /**
     * Registers the meters.
     *
     * @return removes the meters; null if the context has no registry
     */
    public static @Nullable Runnable bind(RedisStreamsConsumer consumer, ConsumerCounters counters) {
        CamelContext context = consumer.getEndpoint().getCamelContext();
        MeterRegistry registry = context.getRegistry().lookupByNameAndType(CAMEL_REGISTRY, MeterRegistry.class);
        if (registry == null) {
            registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        }
        if (registry == null) {
            return null;
        }
        ConsumerMeters meters = new ConsumerMeters(registry, consumer, counters);
        meters.common();
        if (consumer instanceof GroupConsumer group) {
            meters.of(group);
        } else if (consumer instanceof KeyedConsumer keyed) {
            meters.of(keyed);
        }
        return meters;
    }

    private void common() {
        gauge("in.flight", "Exchanges in work", consumer, RedisStreamsConsumer::getInFlight);
        gauge("connected", "1 if there is a connection to Redis, else 0", consumer, it -> it.isConnected() ? 1 : 0);
        time(
                "last.poll.age",
                "Since the last round of reading ended well",
                consumer,
                RedisStreamsConsumer::getLastPollAge);
        gauge("dead.letters", "Dead letters that wait for a decision", consumer, RedisStreamsConsumer::getDeadLetters);
        counter("delivered", "Entries given to the route", it -> it.delivered.sum());
        counter("redelivered", "Of these, for the second time or later", it -> it.redelivered.sum());
        counter("done", "Entries settled as done", it -> it.done.sum());
        counter("failed", "Exchanges that failed, without retries that are not failures", it -> it.failed.sum());
        counter("claimed", "Taken over from other consumers", it -> it.claimed.sum());
        counter("dead", "Entries moved to the dead letters", it -> it.dead.sum());
        counter(
                "robbed",
                "Exchanges not settled because their entries had another owner by then",
                it -> it.fenced.sum());
        counter("deleted.while.pending", "Entries deleted while they were pending, so lost", it -> it.deleted.sum());
        counter("expired", "Dead letters removed beyond their retention", it -> it.expired.sum());
    }

    private void of(GroupConsumer group) {
        gauge("lag", "Entries that the group has not read yet", group, GroupConsumer::getLag);
        gauge("pending", "Entries read and not acknowledged", group, GroupConsumer::getPending);
        time("oldest.pending", "The age of the oldest of these", group, GroupConsumer::getOldestPending);
        time("trim.held.back", "The oldest entry kept beyond its retention", group, GroupConsumer::getTrimHeldBackAge);
        counter("trimmed", "Entries removed as done and beyond their retention", it -> it.trimmed.sum());
    }

    private void of(KeyedConsumer keyed) {
        gauge("keys", "Keys with entries", keyed, KeyedConsumer::getKeys);
        gauge("due", "Keys that are due and not leased", keyed, KeyedConsumer::getDue);
        time("overdue", "How long the first of these has been due", keyed, KeyedConsumer::getOverdue);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        meters.add(Gauge.builder(PREFIX + name, of, it -> known(value.applyAsDouble(it)))
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private <T> void time(String name, String description, T of, ToDoubleFunction<T> value) {
        meters.add(TimeGauge.builder(PREFIX + name, of, TimeUnit.MILLISECONDS, it -> known(value.applyAsDouble(it)))
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void counter(String name, String description, ToDoubleFunction<ConsumerCounters> value) {
        meters.add(FunctionCounter.builder(PREFIX + name, counters, value)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private static double known(double value) {
        return value < 0 ? Double.NaN : value;
    }

    /** Removes the meters. */
    @Override
    public void run() {
        meters.forEach(registry::remove);
    }
}
