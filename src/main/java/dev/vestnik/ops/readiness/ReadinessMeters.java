package dev.vestnik.ops.readiness;

import dev.vestnik.dispatch.recipient.Readiness;
import dev.vestnik.dispatch.recipient.Readiness.AreaReadiness;
import dev.vestnik.ops.health.BackgroundReading;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code vestnik.area.reachable} by {@code area} and {@code status}: how many people would be woken if an event came now. The
 * same from every instance; read in the background; NaN while Redis does not answer. An area that leaves the directory leaves
 * the metric. Events without a known area have the area {@value #UNKNOWN_AREA}.
 */
public final class ReadinessMeters implements MeterBinder, AutoCloseable {
    static final String UNKNOWN_AREA = "unknown";

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Readiness readiness;
    private final BooleanSupplier connected;
    private @Nullable BackgroundReading<Map<Labels, Integer>> people;
    private Set<Labels> registered = Set.of();

    /** @param connected whether there is a connection to Redis; without one no query waits for it */
    public ReadinessMeters(Readiness readiness, BooleanSupplier connected) {
        this.readiness = readiness;
        this.connected = connected;
    }

    private record Labels(String area, String status) {
        static Labels of(AreaReadiness one) {
            return new Labels(
                    Objects.requireNonNullElse(one.area(), UNKNOWN_AREA),
                    one.status().name());
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        MultiGauge gauges = MultiGauge.builder("vestnik.area.reachable")
                .description("People who would be woken if an event of this area and status came now")
                .register(registry);
        people = new BackgroundReading<>("readiness", INTERVAL, LIMIT, Map.of(), () -> read(gauges));
    }

    private Map<Labels, Integer> read(MultiGauge gauges) {
        if (!connected.getAsBoolean()) {
            return Map.of();
        }
        Map<Labels, Integer> read = new HashMap<>();
        readiness.all().forEach(one -> read.put(Labels.of(one), one.woken().size()));
        if (!read.keySet().equals(registered)) {
            List<Row<?>> rows = read.keySet().stream().<Row<?>>map(this::row).toList();
            gauges.register(rows, true);
            registered = Set.copyOf(read.keySet());
        }
        return read;
    }

    private Row<ReadinessMeters> row(Labels labels) {
        return Row.of(Tags.of("area", labels.area(), "status", labels.status()), this, meters -> meters.count(labels));
    }

    private double count(Labels labels) {
        BackgroundReading<Map<Labels, Integer>> reading = people;
        Integer count = reading == null ? null : reading.value().get(labels);
        return count == null ? Double.NaN : count;
    }

    @Override
    public void close() {
        if (people != null) {
            people.close();
        }
    }
}
