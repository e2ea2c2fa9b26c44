package dev.vestnik.flow;

import dev.vestnik.bot.Incoming;
import dev.vestnik.bot.Visit;
import dev.vestnik.bot.Visitors;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/** Who that is: from an {@link Incoming} to a {@link Visit}. */
public final class RecogniseVisitor implements Processor {
    private final Visitors visitors;

    public RecogniseVisitor(Visitors visitors) {
        this.visitors = visitors;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Visit visit = visitors.recognise(exchange.getMessage().getMandatoryBody(Incoming.class));
        exchange.getMessage().setBody(visit);
        exchange.getMessage().setHeader(Conversation.VISITOR, visit.member() == null ? "stranger" : "member");
    }
}
