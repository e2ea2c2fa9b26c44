package dev.vestnik.flow;

import dev.vestnik.bot.ErrorReply;
import dev.vestnik.bot.IncomingUpdate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** In place of the answer that has failed. */
public final class Apologise implements Processor {
    private final ErrorReply apology;

    public Apologise(ErrorReply apology) {
        this.apology = apology;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(apology.to(exchange.getProperty(Conversation.INCOMING, IncomingUpdate.class)));
    }
}
