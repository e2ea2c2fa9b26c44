package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxReader.Slot;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingTexts.PendingText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

/** Reads outbox entries from the messages of the {@code redis-streams:} consumer. */
final class OutboxMessages {
    private OutboxMessages() {}

    /** The entries of one exchange. With a batch size of 1 the entry is the message itself. */
    static List<?> batch(Message message) throws InvalidPayloadException {
        return message.getMandatoryBody() instanceof List<?> entries ? entries : List.of(message);
    }

    /** @throws IllegalArgumentException if the key is not a chat id */
    static long chat(Message entry) {
        String key = entry.getHeader(RedisStreamsConstants.KEY, "", String.class);
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The outbox is keyed by the chat's id, a whole number, and not by '" + key + "'", e);
        }
    }

    /** The entries that are events. */
    static List<Slot> slots(long chat, List<?> batch) {
        List<Slot> slots = new ArrayList<>();
        for (Object one : batch) {
            Map<String, String> fields = fields((Message) one);
            if (!OutboxText.isText(fields)) {
                slots.add(new Slot(id((Message) one), OutboxEntry.of(chat, fields)));
            }
        }
        return slots;
    }

    /** The entries that are texts. */
    static List<PendingText> texts(long chat, List<?> batch) {
        List<PendingText> texts = new ArrayList<>();
        for (Object one : batch) {
            Map<String, String> fields = fields((Message) one);
            if (OutboxText.isText(fields)) {
                texts.add(new PendingText(id((Message) one), OutboxText.of(chat, fields)));
            }
        }
        return texts;
    }

    private static String id(Message entry) {
        return entry.getHeader(RedisStreamsConstants.ID, "", String.class);
    }

    private static Map<String, String> fields(Message entry) {
        Map<String, String> fields = new HashMap<>();
        for (Map.Entry<?, ?> field : ((Map<?, ?>) entry.getBody(Map.class)).entrySet()) {
            fields.put(field.getKey().toString(), field.getValue().toString());
        }
        return fields;
    }
}
