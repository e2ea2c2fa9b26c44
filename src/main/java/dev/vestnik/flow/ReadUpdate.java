package dev.vestnik.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.bot.IncomingUpdate;
import dev.vestnik.bot.IncomingUpdateReader;
import dev.vestnik.component.telegram.AsyncTelegramConstants;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** From Telegram's update to an {@link IncomingUpdate}, and what the router branches on. */
public final class ReadUpdate implements Processor {
    private final IncomingUpdateReader reader;

    public ReadUpdate(IncomingUpdateReader reader) {
        this.reader = reader;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        // Taken off: it may hold a phone, and headers are shown in traces.
        JsonNode update = (JsonNode) message.removeHeader(AsyncTelegramConstants.UPDATE);
        IncomingUpdate incoming = update == null ? IncomingUpdate.NOTHING : reader.read(update);
        exchange.setProperty(Conversation.INCOMING, incoming);
        message.setBody(incoming);
        message.setHeader(Conversation.KIND, incoming.kind().name().toLowerCase(Locale.ROOT));
        message.setHeader(Conversation.ROOM, incoming.privateChat() ? "private" : "group");
        if (incoming.command() != null) {
            message.setHeader(Conversation.COMMAND, incoming.command());
        }
        if (incoming.callbackData() != null) {
            message.setHeader(Conversation.BUTTON, incoming.button());
        }
    }
}
