package dev.vestnik.ledger;

import dev.vestnik.event.Event;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Answers why somebody got a message, from what the ledger says of the events in it. */
public final class MessageReasons {
    /** So far back, in messages of one chat, it is looked for. */
    private static final int MOST = 500;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final DeliveryRecordStream told;

    public MessageReasons(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
        this.told = new DeliveryRecordStream(redis, keys);
    }

    /** An event, and by which step of the rule it came to this chat. */
    public record Reason(Event event, Why why) {}

    /**
     * @param message the id of Telegram's message
     * @return for each event that the message told, in its order; empty: it told none, or the ledger does not know it (any
     *     more)
     */
    public List<Reason> of(long chat, long message) {
        return told.latest(chat, MOST).stream()
                .filter(entry -> Objects.equals(entry.line().message(), message))
                .flatMap(entry -> entry.events().stream())
                .flatMap(event -> reason(event).stream())
                .toList();
    }

    private Optional<Reason> reason(OutboxEntry event) {
        return Optional.ofNullable(redis.get(keys.event(event.event())))
                .map(json -> new Reason(EventJson.read(json), event.why()));
    }
}
