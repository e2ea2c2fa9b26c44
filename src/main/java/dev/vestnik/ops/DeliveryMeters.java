package dev.vestnik.ops;

import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.DeliveryOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The counters of delivery as meters: {@code vestnik.delivery.events} by {@code fate}, {@code vestnik.delivery.failures} by
 * {@code reason}, and the histogram {@code vestnik.delivery} by {@code status}: the time from the acceptance of an event to the
 * answer of Telegram. All are there from the start, with 0.
 */
public final class DeliveryMeters implements DeliveryCounters {
    private final Map<DeliveryOutcome, Counter> events = new EnumMap<>(DeliveryOutcome.class);
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30)
    };

    private final Map<String, Timer> delivered = new HashMap<>();
    private final Clock clock;
    private final Map<DeliveryFailure, Counter> failures = new EnumMap<>(DeliveryFailure.class);

    /** @param clock that of Redis, whose time the ids of events are */
    public DeliveryMeters(MeterRegistry registry, Statuses statuses, Clock clock) {
        this.clock = clock;
        for (Status status : statuses.all()) {
            delivered.put(
                    status.name(),
                    Timer.builder("vestnik.delivery")
                            .description("The time from the acceptance of an event to the answer of Telegram")
                            .tag("status", status.name())
                            .serviceLevelObjectives(BUCKETS)
                            .register(registry));
        }
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
    public void delivered(String status, Instant accepted) {
        Timer timer = delivered.get(status);
        Duration time = Duration.between(accepted, clock.instant());
        if (timer != null) {
            timer.record(time.isNegative() ? Duration.ZERO : time);
        }
    }

    @Override
    public void failed(DeliveryFailure failure) {
        Objects.requireNonNull(failures.get(failure)).increment();
    }
}
