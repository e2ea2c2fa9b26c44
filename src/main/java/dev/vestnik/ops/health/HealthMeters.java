package dev.vestnik.ops.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The gauge {@code vestnik.health}: for each {@code part} of the health 1 while it is UP, 0 while it is not. */
public final class HealthMeters {
    private final MeterRegistry registry;
    private final Map<String, Boolean> parts = new ConcurrentHashMap<>();

    public HealthMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The state of a part that was looked at just now. */
    void note(String part, boolean isUp) {
        if (parts.put(part, isUp) == null) {
            Gauge.builder("vestnik.health", () -> parts.getOrDefault(part, false) ? 1 : 0)
                    .description("1: this part of the health is UP")
                    .tag("part", part)
                    .register(registry);
        }
    }
}
