package dev.vestnik.ledger;

import dev.vestnik.component.redisstreams.DeadLetter;
import dev.vestnik.component.redisstreams.KeyedStreamView;
import dev.vestnik.ledger.DeliveryRecord.State;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.Keys;
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
    private final KeyedStreamView outbox;
    private final DeliveryRecordStream told;

    DeliveryStatus(RedisClusterCommands<String, String> redis, Keys keys) {
        this.outbox = new KeyedStreamView(redis, keys.outbox());
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
        for (KeyedStreamView.Entry entry : outbox.waiting(Long.toString(chat), most)) {
            OutboxEntry line = OutboxEntry.of(chat, entry.fields());
            waiting.put(
                    line,
                    new DeliveryRecord(
                            State.WAITING, entry.written(), null, line.why().label()));
        }
        return waiting;
    }

    /** The latest dead letters of a chat. */
    Map<OutboxEntry, DeliveryRecord> dead(long chat, int most) {
        Map<OutboxEntry, DeliveryRecord> dead = new LinkedHashMap<>();
        outbox.latestDeadLetters(Long.toString(chat), most)
                .forEach(letter -> dead.putIfAbsent(OutboxEntry.of(chat, letter.textFields()), dead(letter)));
        return dead;
    }

    private boolean waits(OutboxEntry line) {
        return outbox.waitingSince(Long.toString(line.chat()), StreamPages.start(line.event()))
                .anyMatch(entry -> same(OutboxEntry.of(line.chat(), entry.fields()), line));
    }

    private Optional<DeliveryRecord> dead(OutboxEntry line) {
        return outbox.deadLettersSince(Long.toString(line.chat()), StreamPages.start(line.event()))
                .filter(letter -> same(OutboxEntry.of(line.chat(), letter.textFields()), line))
                .findFirst()
                .map(DeliveryStatus::dead);
    }

    static boolean same(OutboxEntry one, OutboxEntry other) {
        return one.event().equals(other.event()) && AdditionalRecipient.field(one).equals(AdditionalRecipient.field(other));
    }

    private static DeliveryRecord dead(DeadLetter letter) {
        return new DeliveryRecord(State.DEAD, letter.time(), null, letter.reason());
    }
}
