package dev.vestnik.ops;

import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.Failure;
import dev.vestnik.delivery.Fate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;

/**
 * The counters of delivery as meters: {@code vestnik.delivery.events} by {@code fate}, and {@code
 * vestnik.delivery.failures} by {@code reason}. All are there from the start, with 0.
 */
public final class DeliveryMeters implements DeliveryCounters {
    private final List<Counter> events;
    private final List<Counter> failures;

    public DeliveryMeters(MeterRegistry registry) {
        events = Arrays.stream(Fate.values())
                .map(fate -> Counter.builder("vestnik.delivery.events")
                        .description("Events by what became of them, once for each person")
                        .tag("fate", fate.label())
                        .register(registry))
                .toList();
        failures = Arrays.stream(Failure.values())
                .map(failure -> Counter.builder("vestnik.delivery.failures")
                        .description("Failed exchanges and refused calls by their reason")
                        .tag("reason", failure.label())
                        .register(registry))
                .toList();
    }

    @Override
    public void met(Fate fate, int number) {
        events.get(fate.ordinal()).increment(number);
    }

    @Override
    public void failed(Failure failure) {
        failures.get(failure.ordinal()).increment();
    }
}
