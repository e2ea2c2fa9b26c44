package dev.vestnik.flow;

import dev.vestnik.bot.Reply;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.telegram.TelegramConstants;

/** From a {@link Reply} to a message of the {@code telegram:} component. */
public final class ComposeReply implements Processor {
    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        Reply reply = message.getMandatoryBody(Reply.class);
        message.setBody(ReplyMessages.of(reply));
        message.setHeader(TelegramConstants.TELEGRAM_CHAT_ID, Long.toString(reply.chat()));
        message.setHeader(Conversation.REPLY, reply instanceof Reply.Answer ? "answer" : "message");
    }
}
