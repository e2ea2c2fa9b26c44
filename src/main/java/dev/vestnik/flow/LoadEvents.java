package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.delivery.Backlog;
import dev.vestnik.delivery.OutboxEntry;
import dev.vestnik.delivery.OutboxReader;
import dev.vestnik.delivery.OutboxReader.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.telegram.TelegramConstants;

/**
 * From the entries that wait for one chat to a {@link Backlog}. What was not looked at is kept for the next exchange;
 * the chat becomes the one that messages go to.
 */
public final class LoadEvents implements Processor {
    private final OutboxReader outbox;

    public LoadEvents(OutboxReader outbox) {
        this.outbox = outbox;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        List<Message> batch = batch(message);
        long chat = chat(batch.get(0));
        Backlog backlog =
                outbox.read(chat, batch.stream().map(entry -> slot(chat, entry)).toList(), LookedUp.with(message));
        Settlement.of(exchange).keep(backlog.unread());
        message.setHeader(TelegramConstants.TELEGRAM_CHAT_ID, Long.toString(outbox.address(chat)));
        message.setBody(backlog);
    }

    /** One entry comes as the message itself, where no more than one is taken at a time. */
    private static List<Message> batch(Message message) throws InvalidPayloadException {
        if (!(message.getMandatoryBody() instanceof List<?> entries)) {
            return List.of(message);
        }
        return entries.stream().map(entry -> (Message) entry).toList();
    }

    private static long chat(Message entry) {
        String key = entry.getHeader(RedisStreamsConstants.KEY, "", String.class);
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The outbox is keyed by the chat's id, a whole number, and not by '" + key + "'", e);
        }
    }

    private static Slot slot(long chat, Message entry) {
        Map<String, String> fields = new HashMap<>();
        entry.getBody(Map.class).forEach((field, value) -> fields.put(field.toString(), value.toString()));
        return new Slot(entry.getHeader(RedisStreamsConstants.ID, "", String.class), OutboxEntry.of(chat, fields));
    }
}
