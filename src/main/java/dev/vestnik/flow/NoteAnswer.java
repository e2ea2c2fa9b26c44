package dev.vestnik.flow;

import dev.vestnik.delivery.Outage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Telegram has answered: if it was away, it is back. */
public final class NoteAnswer implements Processor {
    private final Outage outage;

    public NoteAnswer(Outage outage) {
        this.outage = outage;
    }

    @Override
    public void process(Exchange exchange) {
        outage.succeeded();
    }
}
