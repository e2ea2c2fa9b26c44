package dev.vestnik.component.redisstreams;

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
 * The figures of a consumer as Micrometer's meters, with the tags {@code stream}, {@code group} (empty where it is keyed) and
 * {@code routeId}, as Camel's own meters name it; their names and meanings stand on the component's page. Nothing else of
 * the component knows Micrometer, so it need not be there at run time.
 */
final class ConsumerMeters implements Runnable {
    /** The name under which camel-micrometer binds its registry. */
    private static final String CAMELS_OWN = "metricsRegistry";

    private static final String PREFIX = "redis.streams.";

    private final MeterRegistry registry;
    private final RedisStreamsConsumer consumer;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    private ConsumerMeters(MeterRegistry registry, RedisStreamsConsumer consumer) {
        this.registry = registry;
        this.consumer = consumer;
        String group = consumer.options.getGroup();
        String route = consumer.getRouteId();
        this.tags = Tags.of(
                "stream",
                consumer.options.getStream(),
                "group",
                group == null ? "" : group,
                "routeId",
                route == null ? "" : route);
    }

    /** Registers the meters, and says how to remove them; null where the context has no registry. */
    static @Nullable Runnable bind(RedisStreamsConsumer consumer) {
        CamelContext context = consumer.getEndpoint().getCamelContext();
        MeterRegistry registry = context.getRegistry().lookupByNameAndType(CAMELS_OWN, MeterRegistry.class);
        if (registry == null) {
            registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        }
        if (registry == null) {
            return null;
        }
        ConsumerMeters meters = new ConsumerMeters(registry, consumer);
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
        gauge("connected", "1 where there is a connection to Redis", consumer, it -> it.isConnected() ? 1 : 0);
        time(
                "last.poll.age",
                "Since the last round of reading ended well",
                consumer,
                RedisStreamsConsumer::getLastPollAge);
        gauge("dead.letters", "Dead letters that wait for a decision", consumer, RedisStreamsConsumer::getDeadLetters);
        counter("delivered", "Entries given to the route", counters -> counters.delivered.sum());
        counter("redelivered", "Of these, for the second time or later", counters -> counters.redelivered.sum());
        counter("done", "Entries settled as done", counters -> counters.done.sum());
        counter("failed", "Exchanges that failed, and that was counted", counters -> counters.failed.sum());
        counter("claimed", "Taken over from other consumers", counters -> counters.claimed.sum());
        counter("dead", "Entries moved to the dead letters", counters -> counters.dead.sum());
        counter("robbed", "Exchanges that another owner had when they were settled", counters -> counters.robbed.sum());
        counter("deleted.while.pending", "Lost: deleted while they were pending", counters -> counters.deleted.sum());
        counter("expired", "Dead letters removed beyond their retention", counters -> counters.expired.sum());
    }

    private void of(GroupConsumer group) {
        gauge("lag", "Entries that the group has not read yet", group, GroupConsumer::getLag);
        gauge("pending", "Entries read and not acknowledged", group, GroupConsumer::getPending);
        time("oldest.pending", "The age of the oldest of these", group, GroupConsumer::getOldestPending);
        time("trim.held.back", "The oldest entry kept beyond its retention", group, GroupConsumer::getTrimHeldBackAge);
        counter("trimmed", "Entries removed as done and beyond their retention", counters -> counters.trimmed.sum());
    }

    private void of(KeyedConsumer keyed) {
        gauge("keys", "Keys with entries", keyed, KeyedConsumer::getKeys);
        gauge("due", "Keys that are due and that nobody has taken", keyed, KeyedConsumer::getDue);
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

    private void counter(String name, String description, ToDoubleFunction<Counters> value) {
        meters.add(FunctionCounter.builder(PREFIX + name, consumer.counters, value)
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
