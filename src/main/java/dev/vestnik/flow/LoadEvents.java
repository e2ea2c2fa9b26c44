package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxReader;
import dev.vestnik.outbox.OutboxReader.Slot;
import dev.vestnik.outbox.PendingBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.telegram.TelegramConstants;

/**
 * From the entries that wait for one chat to a {@link PendingBatch}. What was not looked at is kept for the next exchange;
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
        List<?> batch = batch(message);
        long chat = chat((Message) batch.get(0));
        PendingBatch backlog = outbox.read(chat, slots(chat, batch));
        Settlement.of(exchange).keep(backlog.unread());
        message.setHeader(TelegramConstants.TELEGRAM_CHAT_ID, Long.toString(outbox.address(chat)));
        message.setBody(backlog);
    }

    /** One entry comes as the message itself, where no more than one is taken at a time. */
    private static List<?> batch(Message message) throws InvalidPayloadException {
        return message.getMandatoryBody() instanceof List<?> entries ? entries : List.of(message);
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

    private static List<Slot> slots(long chat, List<?> batch) {
        List<Slot> slots = new ArrayList<>();
        for (Object one : batch) {
            Message entry = (Message) one;
            String id = entry.getHeader(RedisStreamsConstants.ID, "", String.class);
            slots.add(new Slot(id, OutboxEntry.of(chat, fields(entry))));
        }
        return slots;
    }

    private static Map<String, String> fields(Message entry) {
        Map<String, String> fields = new HashMap<>();
        for (Map.Entry<?, ?> field : ((Map<?, ?>) entry.getBody(Map.class)).entrySet()) {
            fields.put(field.getKey().toString(), field.getValue().toString());
        }
        return fields;
    }
}
