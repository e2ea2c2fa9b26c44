package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxReader.Slot;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingTexts.PendingText;
import dev.vestnik.store.EntryNonce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

/** Reads outbox entries from the messages of the {@code redis-streams:} consumer. */
final class OutboxMessages {
    private static final Pattern CHAT = Pattern.compile("-?[1-9][0-9]{0,17}");

    private OutboxMessages() {}

    /** The entries of one exchange. With a batch size of 1 the entry is the message itself. */
    static List<?> batch(Message message) throws InvalidPayloadException {
        return message.getMandatoryBody() instanceof List<?> entries ? entries : List.of(message);
    }

    /** The chat of the entries; 0 if their key is not a chat id. */
    static long chat(Message entry) {
        String key = entry.getHeader(RedisStreamsConstants.KEY, "", String.class);
        return CHAT.matcher(key).matches() ? Long.parseLong(key) : 0;
    }

    /**
     * The ids of the entries that somebody else has written: for no chat, or with fields that Vestnik does not write, or
     * copies.
     */
    static List<String> foreign(long chat, List<?> batch) {
        List<String> ids = new ArrayList<>();
        EntryNonce nonces = new EntryNonce();
        for (Object one : batch) {
            Map<String, String> fields = fields((Message) one);
            if (chat == 0 || !isReadable(chat, fields) || !nonces.isNew(fields)) {
                ids.add(id((Message) one));
            }
        }
        return ids;
    }

    private static boolean isReadable(long chat, Map<String, String> fields) {
        try {
            if (OutboxText.isText(fields)) {
                OutboxText.of(chat, fields);
                return true;
            }
            return !OutboxEntry.of(chat, fields).event().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The entries that are events and not foreign. */
    static List<Slot> slots(long chat, List<?> batch, List<String> foreign) {
        List<Slot> slots = new ArrayList<>();
        for (Object one : batch) {
            Map<String, String> fields = fields((Message) one);
            if (!foreign.contains(id((Message) one)) && !OutboxText.isText(fields)) {
                slots.add(new Slot(id((Message) one), OutboxEntry.of(chat, fields)));
            }
        }
        return slots;
    }

    /** The entries that are texts and not foreign. */
    static List<PendingText> texts(long chat, List<?> batch, List<String> foreign) {
        List<PendingText> texts = new ArrayList<>();
        for (Object one : batch) {
            Map<String, String> fields = fields((Message) one);
            if (!foreign.contains(id((Message) one)) && OutboxText.isText(fields)) {
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
