package dev.vestnik.ops;

import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.RateLimitDetector;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * DOWN while Telegram does not answer, rejects the token or refuses all messages by 429, so that none is sent. It names the chats
 * that Telegram holds for more than a minute; {@code vestnik.chats.held} is their number.
 */
public final class SendingHealth implements HealthIndicator {
    private final TelegramCircuitBreaker outage;
    private final RateLimitDetector limits;

    public SendingHealth(TelegramCircuitBreaker outage, RateLimitDetector limits, MeterRegistry registry) {
        this.outage = outage;
        this.limits = limits;
        Gauge.builder("vestnik.chats.held", () -> limits.heldForLong().size())
                .description("Chats that Telegram holds for more than a minute")
                .register(registry);
    }

    @Override
    public Health health() {
        DeliveryFailure cause = outage.cause().orElse(limits.refusesAll() ? DeliveryFailure.TOO_FAST : null);
        Health.Builder health = cause == null
                ? Health.up()
                : Health.down().withDetail("reason", cause.label()).withDetail("what", sentence(cause));
        Map<Long, Instant> held = limits.heldForLong();
        if (!held.isEmpty()) {
            health.withDetail("heldUntil", held);
        }
        return health.build();
    }

    private static String sentence(DeliveryFailure cause) {
        return switch (cause) {
            case WRONG_TOKEN ->
                "Telegram does not know the bot's token: nothing is sent. Give the right one as TELEGRAM_BOT_TOKEN.";
            case TOO_FAST -> "Telegram refuses all messages (429): everything is kept until the time that it names.";
            default -> "Telegram does not answer: everything is kept, and Telegram is asked once a second.";
        };
    }
}
