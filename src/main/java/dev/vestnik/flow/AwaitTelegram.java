package dev.vestnik.flow;

import dev.vestnik.delivery.TelegramCircuitBreaker;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Goes on while Telegram can be reached; while it cannot, lets one exchange through as a probe and the others wait. */
public final class AwaitTelegram implements Processor {
    private final TelegramCircuitBreaker outage;

    public AwaitTelegram(TelegramCircuitBreaker outage) {
        this.outage = outage;
    }

    /** @throws TelegramPausedException if this exchange is to wait */
    @Override
    public void process(Exchange exchange) throws TelegramPausedException {
        Duration wait = outage.enter().orElse(null);
        if (wait != null) {
            throw new TelegramPausedException(wait);
        }
    }
}
