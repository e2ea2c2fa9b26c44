package dev.vestnik.flow;

import dev.vestnik.delivery.RateLimitDetector;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Telegram has answered: if it was away, it is back, and the bot is not too fast. */
public final class NoteAnswer implements Processor {
    private final TelegramCircuitBreaker outage;
    private final RateLimitDetector flooding;

    public NoteAnswer(TelegramCircuitBreaker outage, RateLimitDetector flooding) {
        this.outage = outage;
        this.flooding = flooding;
    }

    @Override
    public void process(Exchange exchange) {
        outage.succeeded();
        flooding.letThrough();
    }
}
