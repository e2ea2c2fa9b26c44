package dev.vestnik.ops.health;

import dev.vestnik.incident.group.Binding;
import dev.vestnik.incident.group.BindingStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code vestnik.group.bindings} by {@code state}: how many groups and topics get copies of cards ({@code open}), and how many do
 * not, since Telegram takes nothing there ({@code closed}). The same from every instance; read in the background; NaN while Redis
 * does not answer.
 */
public final class GroupMeters implements MeterBinder, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final BindingStore bindings;
    private final BooleanSupplier connected;
    private @Nullable BackgroundReading<Map<Boolean, Long>> counts;

    /** @param connected whether there is a connection to Redis; without one no query waits for it */
    public GroupMeters(BindingStore bindings, BooleanSupplier connected) {
        this.bindings = bindings;
        this.connected = connected;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        register(registry, "open", true);
        register(registry, "closed", false);
        counts = new BackgroundReading<>("groups", INTERVAL, LIMIT, Map.of(), this::read);
    }

    private void register(MeterRegistry registry, String state, boolean open) {
        Gauge.builder("vestnik.group.bindings", this, meters -> meters.count(open))
                .tag("state", state)
                .description("Groups and topics that are bound to areas and statuses")
                .register(registry);
    }

    private Map<Boolean, Long> read() {
        return connected.getAsBoolean()
                ? bindings.all().stream().collect(Collectors.partitioningBy(GroupMeters::isOpen, Collectors.counting()))
                : Map.of();
    }

    private static boolean isOpen(Binding binding) {
        return binding.closed() == null;
    }

    private double count(boolean open) {
        BackgroundReading<Map<Boolean, Long>> reading = counts;
        Long count = reading == null ? null : reading.value().get(open);
        return count == null ? Double.NaN : count;
    }

    @Override
    public void close() {
        if (counts != null) {
            counts.close();
        }
    }
}
