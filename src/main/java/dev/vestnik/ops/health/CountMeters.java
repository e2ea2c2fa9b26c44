package dev.vestnik.ops.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A gauge of how many things there are in Redis, by a tag with two values. The same from every instance; read in the background;
 * NaN while Redis does not answer.
 */
public final class CountMeters<T> implements MeterBinder, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Name name;
    private final Supplier<? extends Collection<T>> all;
    private final Predicate<T> test;
    private final BooleanSupplier connected;
    private @Nullable BackgroundReading<Map<Boolean, Long>> counts;

    /**
     * The name of a gauge.
     *
     * @param passing the tag's value of what passes the test
     * @param other the tag's value of all others
     */
    public record Name(String gauge, String description, String tag, String passing, String other) {}

    /** @param connected whether there is a connection to Redis; without one no query waits for it */
    public CountMeters(Name name, Supplier<? extends Collection<T>> all, Predicate<T> test, BooleanSupplier connected) {
        this.name = name;
        this.all = all;
        this.test = test;
        this.connected = connected;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        register(registry, name.passing(), true);
        register(registry, name.other(), false);
        counts = new BackgroundReading<>(name.gauge(), INTERVAL, LIMIT, Map.of(), this::read);
    }

    private void register(MeterRegistry registry, String value, boolean passing) {
        Gauge.builder(name.gauge(), this, meters -> meters.count(passing))
                .tag(name.tag(), value)
                .description(name.description())
                .register(registry);
    }

    private Map<Boolean, Long> read() {
        return connected.getAsBoolean()
                ? all.get().stream().collect(Collectors.partitioningBy(test, Collectors.counting()))
                : Map.of();
    }

    private double count(boolean passing) {
        BackgroundReading<Map<Boolean, Long>> reading = counts;
        Long count = reading == null ? null : reading.value().get(passing);
        return count == null ? Double.NaN : count;
    }

    @Override
    public void close() {
        if (counts != null) {
            counts.close();
        }
    }
}
