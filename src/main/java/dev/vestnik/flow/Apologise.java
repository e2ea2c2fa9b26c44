package dev.vestnik.flow;

import dev.vestnik.bot.Apology;
import dev.vestnik.bot.Incoming;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** In place of the answer that has failed. */
public final class Apologise implements Processor {
    private final Apology apology;

    public Apologise(Apology apology) {
        this.apology = apology;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(apology.to(exchange.getProperty(Conversation.INCOMING, Incoming.class)));
    }
}
