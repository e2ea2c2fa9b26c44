package dev.vestnik.ops.control;

import dev.vestnik.delivery.DeliveryPause;
import dev.vestnik.delivery.DeliveryPause.Paused;
import dev.vestnik.ops.health.BackgroundReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** DOWN while an operator has paused delivery, so that nobody forgets it; {@code vestnik.delivery.paused} is 1 then. */
public final class DeliveryPauseHealth implements HealthIndicator, MeterBinder, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final BackgroundReading<Optional<Paused>> pause;

    /** @param connected whether there is a connection to Redis; without one no query waits for it */
    public DeliveryPauseHealth(DeliveryPause pause, BooleanSupplier connected) {
        this.pause = new BackgroundReading<>(
                "delivery-pause",
                DeliveryPause.INTERVAL,
                LIMIT,
                Optional.empty(),
                () -> connected.getAsBoolean() ? pause.read() : Optional.empty());
    }

    @Override
    public Health health() {
        return pause.value()
                .map(paused -> Health.down()
                        .withDetail(
                                "what",
                                "Delivery is paused since " + paused.since() + ", by " + paused.by()
                                        + ": everything is kept until somebody resumes it."))
                .orElseGet(Health::up)
                .build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("vestnik.delivery.paused", () -> pause.value().isPresent() ? 1 : 0)
                .description("1 while an operator has paused delivery")
                .register(registry);
    }

    @Override
    public void close() {
        pause.close();
    }
}
