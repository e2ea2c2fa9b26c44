package dev.vestnik.ops.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * Looks at each part of the health twice a second, however often somebody asks: logs it once when it goes down, and once when it
 * is up again, and keeps its gauge.
 */
public final class HealthTransitionLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthTransitionLog.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Supplier<Map<String, HealthIndicator>> parts;
    private final HealthMeters meters;
    private final Clock clock;
    /** The parts that are down, and since when. */
    private final Map<String, Instant> down = new HashMap<>();

    private final BackgroundReading<Integer> rounds;

    /** @param parts by the names of their beans; none as long as the service starts */
    public HealthTransitionLog(Supplier<Map<String, HealthIndicator>> parts, HealthMeters meters, Clock clock) {
        this.parts = parts;
        this.meters = meters;
        this.clock = clock;
        this.rounds = new BackgroundReading<>("health-log", INTERVAL, INTERVAL, 0, this::look);
    }

    /** @return how many parts are down */
    private synchronized int look() {
        parts.get().forEach((bean, part) -> note(bean.replace("HealthIndicator", ""), part.health()));
        return down.size();
    }

    private void note(String name, Health health) {
        boolean isDown =
                health.getStatus().equals(Status.DOWN) || health.getStatus().equals(Status.OUT_OF_SERVICE);
        meters.note(name, !isDown);
        if (isDown && down.putIfAbsent(name, clock.instant()) == null) {
            LOG.warn("Health: {} is {}. {}", name, health.getStatus(), HealthReason.of(health.getDetails()));
        } else if (!isDown && down.containsKey(name) && health.getStatus().equals(Status.UP)) {
            Duration lasted = Duration.between(down.remove(name), clock.instant());
            LOG.info("Health: {} is UP again after {} s", name, lasted.toSeconds());
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
