package dev.vestnik.ops;

import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** DOWN while Telegram does not answer or rejects the token, so that no messages are sent. */
public final class SendingHealth implements HealthIndicator {
    private final TelegramCircuitBreaker outage;

    public SendingHealth(TelegramCircuitBreaker outage) {
        this.outage = outage;
    }

    @Override
    public Health health() {
        return outage.cause()
                .map(cause -> Health.down()
                        .withDetail("reason", cause.label())
                        .withDetail("what", sentence(cause))
                        .build())
                .orElseGet(() -> Health.up().build());
    }

    private static String sentence(DeliveryFailure cause) {
        return cause == DeliveryFailure.WRONG_TOKEN
                ? "Telegram does not know the bot's token: nothing is sent. Give the right one as TELEGRAM_BOT_TOKEN."
                : "Telegram does not answer: everything is kept, and one message is tried from time to time.";
    }
}
