package dev.vestnik.ledger;

import dev.vestnik.ledger.DeliveryRecord.State;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.Keys;
import dev.vestnik.store.StreamId;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an event is on its way to one person: what delivery has told of it, else whether it waits in the outbox or lies in the
 * dead letters, since an entry may have been buried without a word of delivery's, and be replayed later.
 */
final class DeliveryStatus {
    /** As many of the latest dead letters as are looked at for a person. */
    private static final int LETTERS = 2_000;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final DeliveryRecordStream told;

    DeliveryStatus(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
        this.told = new DeliveryRecordStream(redis, keys);
    }

    /** @param since when it was put into the outbox */
    DeliveryRecord of(OutboxEntry line, Instant since) {
        Optional<DeliveryRecord> settled = told.last(line).filter(one -> one.state() != State.DEAD);
        if (settled.isPresent()) {
            return settled.get();
        }
        String why = line.why().label();
        if (waits(line)) {
            return new DeliveryRecord(State.WAITING, since, null, why);
        }
        // Once more what delivery has told: it may have just been settled, or its dead letter is not kept any more.
        return dead(line).or(() -> told.last(line)).orElseGet(() -> new DeliveryRecord(State.GONE, since, null, why));
    }

    /** The first entries that wait for a chat. */
    Map<OutboxEntry, DeliveryRecord> waiting(long chat, int most) {
        Map<OutboxEntry, DeliveryRecord> waiting = new LinkedHashMap<>();
        for (StreamMessage<String, String> entry : redis.xrange(outbox(chat), Range.unbounded(), Limit.from(most))) {
            OutboxEntry line = OutboxEntry.of(chat, entry.getBody());
            Instant since = Instant.ofEpochMilli(StreamId.of(entry.getId()).millis());
            waiting.put(
                    line,
                    new DeliveryRecord(State.WAITING, since, null, line.why().label()));
        }
        return waiting;
    }

    /** The latest dead letters of a chat. */
    Map<OutboxEntry, DeliveryRecord> dead(long chat, int most) {
        Map<OutboxEntry, DeliveryRecord> dead = new LinkedHashMap<>();
        redis.xrevrange(letters(), Range.unbounded(), Limit.from(LETTERS)).stream()
                .map(StreamMessage::getBody)
                .filter(letter -> isOf(letter, chat))
                .limit(most)
                .forEach(letter -> dead.putIfAbsent(OutboxEntry.of(chat, letter), dead(letter)));
        return dead;
    }

    private boolean waits(OutboxEntry line) {
        return StreamPages.since(redis, outbox(line.chat()), line.event())
                .anyMatch(entry -> same(OutboxEntry.of(line.chat(), entry.getBody()), line));
    }

    private Optional<DeliveryRecord> dead(OutboxEntry line) {
        return StreamPages.since(redis, letters(), line.event())
                .map(StreamMessage::getBody)
                .filter(letter -> isOf(letter, line.chat()) && same(OutboxEntry.of(line.chat(), letter), line))
                .findFirst()
                .map(DeliveryStatus::dead);
    }

    static boolean same(OutboxEntry one, OutboxEntry other) {
        return one.event().equals(other.event()) && AddedRecipients.field(one).equals(AddedRecipients.field(other));
    }

    private String outbox(long chat) {
        return keys.outbox() + ":" + chat;
    }

    private String letters() {
        return keys.outbox() + ":dead";
    }

    private static boolean isOf(Map<String, String> letter, long chat) {
        return Long.toString(chat).equals(letter.get("dead-key"));
    }

    private static DeliveryRecord dead(Map<String, String> letter) {
        String time = letter.getOrDefault("dead-time", "0");
        return new DeliveryRecord(
                State.DEAD, Instant.ofEpochMilli(Long.parseLong(time)), null, letter.getOrDefault("dead-reason", ""));
    }
}
