package dev.vestnik.flow;

import java.time.Duration;
import org.apache.camel.Exchange;

/** How long Telegram wants silence after the refusal that a {@code doCatch} has caught; for its {@code delay}. */
public final class TelegramPause {
    /** Where Telegram says that it was too fast, but not for how long. */
    static final Duration UNSAID = Duration.ofSeconds(1);

    public long millis(Exchange exchange) {
        return RefusedAs.caught(exchange).retryAfter().orElse(UNSAID).toMillis();
    }
}
