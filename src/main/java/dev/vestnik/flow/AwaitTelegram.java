package dev.vestnik.flow;

import dev.vestnik.delivery.Outage;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Goes on while Telegram can be reached; while it cannot, lets one exchange through as a probe and the others wait. */
public final class AwaitTelegram implements Processor {
    private final Outage outage;

    public AwaitTelegram(Outage outage) {
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
