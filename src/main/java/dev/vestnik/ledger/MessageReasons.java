package dev.vestnik.ledger;

import dev.vestnik.event.Event;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PassedOver;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.user.Obstacle;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Answers why somebody got a message, from the records of the events in it. */
public final class MessageReasons {
    /** The number of the latest messages of a chat that are searched. */
    private static final int MAX_MESSAGES = 500;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final DeliveryRecordStream records;

    public MessageReasons(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
        this.records = new DeliveryRecordStream(redis, keys);
    }

    /**
     * An event, and why the chat got it.
     *
     * @param passedOver the chats of those who should have got it instead, and what kept it from them
     */
    public record EventReason(Event event, Why why, Map<Long, Obstacle> passedOver) {}

    /**
     * The events of a message with the reasons for which the chat got them.
     *
     * @param message the id of Telegram's message
     * @return in the order of the message; empty: the message contains no events, or the records have expired
     */
    public List<EventReason> of(long chat, long message) {
        return records.latest(chat, MAX_MESSAGES, damaged -> {}).stream()
                .filter(entry -> Objects.equals(entry.record().message(), message))
                .flatMap(entry -> entry.events().stream())
                .flatMap(event -> reason(event).stream())
                .toList();
    }

    private Optional<EventReason> reason(OutboxEntry event) {
        return Optional.ofNullable(redis.get(keys.event(event.event())))
                .map(json -> new EventReason(EventJson.read(json), event.why(), passedOver(event.event())));
    }

    private Map<Long, Obstacle> passedOver(String ref) {
        String record = redis.hget(keys.ledgerDispatched(LedgerBatch.second(ref)), ref);
        return record == null
                ? Map.of()
                : PassedOver.chats(DispatchRecord.parse(ref, record).remark());
    }
}
