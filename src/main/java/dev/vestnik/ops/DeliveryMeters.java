package dev.vestnik.ops;

import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.outbox.DeliveryOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The counters of delivery as meters: {@code vestnik.delivery.events} by {@code fate}, and {@code
 * vestnik.delivery.failures} by {@code reason}. All are there from the start, with 0.
 */
public final class DeliveryMeters implements DeliveryCounters {
    private final Map<DeliveryOutcome, Counter> events = new EnumMap<>(DeliveryOutcome.class);
    private final Map<DeliveryFailure, Counter> failures = new EnumMap<>(DeliveryFailure.class);

    public DeliveryMeters(MeterRegistry registry) {
        for (DeliveryOutcome fate : DeliveryOutcome.recorded()) {
            events.put(
                    fate,
                    Counter.builder("vestnik.delivery.events")
                            .description("Events by what became of them, once for each person")
                            .tag("fate", fate.label())
                            .register(registry));
        }
        for (DeliveryFailure failure : DeliveryFailure.values()) {
            failures.put(
                    failure,
                    Counter.builder("vestnik.delivery.failures")
                            .description("Failed exchanges and refused calls by their reason")
                            .tag("reason", failure.label())
                            .register(registry));
        }
    }

    @Override
    public void recorded(DeliveryOutcome fate, int number) {
        Objects.requireNonNull(events.get(fate)).increment(number);
    }

    @Override
    public void failed(DeliveryFailure failure) {
        Objects.requireNonNull(failures.get(failure)).increment();
    }
}
