package dev.vestnik.flow;

import dev.vestnik.delivery.Flooding;
import dev.vestnik.delivery.Outage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Telegram has answered: if it was away, it is back, and the bot is not too fast. */
public final class NoteAnswer implements Processor {
    private final Outage outage;
    private final Flooding flooding;

    public NoteAnswer(Outage outage, Flooding flooding) {
        this.outage = outage;
        this.flooding = flooding;
    }

    @Override
    public void process(Exchange exchange) {
        outage.succeeded();
        flooding.letThrough();
    }
}
