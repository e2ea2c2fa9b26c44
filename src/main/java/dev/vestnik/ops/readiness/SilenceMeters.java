package dev.vestnik.ops.readiness;

import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.ops.health.BackgroundReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code vestnik.silences} by {@code waking}: how many silences there are; {@code true}: those that keep even statuses that wake
 * from being sent. The same from every instance; read in the background; NaN while Redis does not answer.
 */
public final class SilenceMeters implements MeterBinder, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final SilenceStore silences;
    private final BooleanSupplier connected;
    private @Nullable BackgroundReading<Map<Boolean, Long>> counts;

    /** @param connected whether there is a connection to Redis; without one no query waits for it */
    public SilenceMeters(SilenceStore silences, BooleanSupplier connected) {
        this.silences = silences;
        this.connected = connected;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (boolean waking : List.of(true, false)) {
            Gauge.builder("vestnik.silences", this, meters -> meters.count(waking))
                    .tag("waking", Boolean.toString(waking))
                    .description("Silences that have not ended")
                    .register(registry);
        }
        counts = new BackgroundReading<>("silences", INTERVAL, LIMIT, Map.of(), this::read);
    }

    private Map<Boolean, Long> read() {
        return connected.getAsBoolean()
                ? silences.all().stream().collect(Collectors.partitioningBy(Silence::waking, Collectors.counting()))
                : Map.of();
    }

    private double count(boolean waking) {
        BackgroundReading<Map<Boolean, Long>> reading = counts;
        Long count = reading == null ? null : reading.value().get(waking);
        return count == null ? Double.NaN : count;
    }

    @Override
    public void close() {
        if (counts != null) {
            counts.close();
        }
    }
}
