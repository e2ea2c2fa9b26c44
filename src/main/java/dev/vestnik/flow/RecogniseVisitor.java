package dev.vestnik.flow;

import dev.vestnik.bot.ContextResolver;
import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.IncomingUpdate;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/** Who that is: from an {@link IncomingUpdate} to a {@link ConversationContext}. */
public final class RecogniseVisitor implements Processor {
    private final ContextResolver visitors;

    public RecogniseVisitor(ContextResolver visitors) {
        this.visitors = visitors;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        ConversationContext visit = visitors.recognise(exchange.getMessage().getMandatoryBody(IncomingUpdate.class));
        exchange.getMessage().setBody(visit);
        exchange.getMessage().setHeader(Conversation.VISITOR, visit.member() == null ? "stranger" : "member");
    }
}
