package dev.vestnik.ledger;

import dev.vestnik.delivery.OutboxEntry.Why;
import dev.vestnik.event.Event;
import dev.vestnik.event.EventJson;
import dev.vestnik.store.Keys;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers why somebody got a message, from what the ledger says of the events in it. */
public final class MessageReasons {
    /** So far back, in messages of one chat, it is looked for. */
    private static final int MOST = 500;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    public MessageReasons(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** An event, and by which step of the rule it came to this chat. */
    public record Reason(Event event, Why why) {}

    /**
     * @param message the id of Telegram's message
     * @return for each event that the message told, in its order; empty: it told none, or the ledger does not know it (any
     *     more)
     */
    public List<Reason> of(long chat, long message) {
        List<Reason> reasons = new ArrayList<>();
        for (StreamMessage<String, String> entry :
                redis.xrevrange(keys.ledgerChat(chat), Range.unbounded(), Limit.from(MOST))) {
            LedgerLine line = LedgerLine.parse(entry.getBody().getOrDefault("line", ""));
            if (Objects.equals(line.message(), message)) {
                for (String ref : entry.getBody().getOrDefault("refs", "").split(" ")) {
                    add(ref, chat, message, reasons);
                }
            }
        }
        return reasons;
    }

    private void add(String ref, long chat, long message, List<Reason> reasons) {
        String event = redis.get(keys.event(ref));
        List<KeyValue<String, String>> lines =
                redis.hmget(keys.ledgerEvent(ref), Long.toString(chat), chat + ":handover");
        for (KeyValue<String, String> line : lines) {
            if (event != null && line.hasValue()) {
                LedgerLine told = LedgerLine.parse(line.getValue());
                Why why = why(told.remark());
                if (Objects.equals(told.message(), message) && why != null) {
                    reasons.add(new Reason(EventJson.read(event), why));
                }
            }
        }
    }

    /** Null: the remark is Telegram's reason, since the message did not come. */
    private static @Nullable Why why(String remark) {
        for (Why why : Why.values()) {
            if (why.name().toLowerCase(Locale.ROOT).equals(remark)) {
                return why;
            }
        }
        return null;
    }
}
