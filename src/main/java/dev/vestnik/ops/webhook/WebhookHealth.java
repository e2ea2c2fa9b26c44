package dev.vestnik.ops.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * DOWN while the webhook cannot be set, or while updates wait that Telegram has failed to deliver within the last two minutes.
 * Only the instance that sets the webhook knows; on the others it is UP.
 */
public final class WebhookHealth implements HealthIndicator {
    /** Telegram repeats an update after two minutes at the latest. */
    private static final Duration RECENT = Duration.ofMinutes(2);

    private final Supplier<WebhookStatus> current;
    private final Clock clock;

    /** @param clock of Telegram's times */
    public WebhookHealth(Supplier<WebhookStatus> current, Clock clock) {
        this.current = current;
        this.clock = clock;
    }

    @Override
    public Health health() {
        WebhookStatus status = current.get();
        Instant failed = status.lastErrorAt();
        boolean undelivered =
                status.pending() > 0 && failed != null && failed.plus(RECENT).isAfter(clock.instant());
        Health.Builder health =
                switch (status.state()) {
                    case STARTING -> Health.unknown();
                    case FAILED -> Health.down().withDetail("what", "The webhook is not set: " + status.problem());
                    default ->
                        undelivered
                                ? Health.down()
                                        .withDetail(
                                                "what",
                                                "Telegram cannot deliver updates to the webhook, see lastError; it tries again")
                                : Health.up();
                };
        health.withDetail("webhook", status.state());
        if (status.state() == WebhookStatus.State.SET) {
            health.withDetail("pendingUpdates", status.pending());
        }
        if (failed != null) {
            health.withDetail("lastErrorAt", failed);
        }
        if (status.lastError() != null) {
            health.withDetail("lastError", status.lastError());
        }
        return health.build();
    }
}
