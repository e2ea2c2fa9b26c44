package dev.vestnik.ops.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vestnik.testing.LogLines;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

class HealthTransitionLogTest {
    @AutoClose
    private final LogLines lines = LogLines.of(HealthTransitionLog.class);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile Health health = Health.up().build();

    @Test
    void aPartThatGoesDownIsLoggedOnceWithItsReasonAndIsInTheMetrics() {
        HealthIndicator part = () -> {
            rounds.incrementAndGet();
            return health;
        };
        try (HealthTransitionLog log = new HealthTransitionLog(
                () -> Map.of("camelHealthIndicator", part), new HealthMeters(registry), Clock.systemUTC())) {
            await().until(() -> value() == 1);

            health = Health.down()
                    .withDetail("context", "UP")
                    .withDetail("context.data", Map.of("context.version", "4.17.0"))
                    .withDetail("consumer:event-dispatch", "DOWN")
                    .withDetail("consumer:event-dispatch.data", Map.of("reason", "NOPERM xreadgroup", "in.flight", 0))
                    .build();
            await().until(() -> value() == 0);
            awaitRounds();
            assertThat(lines.texts())
                    .containsExactly("Health: camel is DOWN. consumer:event-dispatch: NOPERM xreadgroup");

            health = Health.up().build();
            await().until(() -> value() == 1);
            awaitRounds();
            assertThat(lines.texts()).hasSize(2).last().asString().startsWith("Health: camel is UP again after ");
        }
    }

    private double value() {
        return registry.find("vestnik.health").tag("part", "camel").gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .findFirst()
                .orElse(-1);
    }

    private void awaitRounds() {
        int before = rounds.get();
        await().atMost(Duration.ofSeconds(10)).until(() -> rounds.get() >= before + 2);
    }
}
