package dev.vestnik.ledger;

import dev.vestnik.component.redisstreams.DeadLetter;
import dev.vestnik.component.redisstreams.KeyedStreamView;
import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the current delivery record of an outbox entry: the one that delivery wrote, else one that is made from the outbox
 * or the dead letters. Those are asked because the outbox moves entries to its dead letters without delivery, and an
 * operator may replay them.
 */
final class DeliveryStatus {
    private final KeyedStreamView outbox;
    private final DeliveryRecordStream records;

    DeliveryStatus(RedisClusterCommands<String, String> redis, Keys keys) {
        this.outbox = new KeyedStreamView(redis, keys.outbox());
        this.records = new DeliveryRecordStream(redis, keys);
    }

    /** @param since when the entry was written to the outbox */
    DeliveryRecord of(OutboxEntry entry, Instant since) {
        Optional<DeliveryRecord> settled = records.last(entry).filter(record -> record.state() != DeliveryOutcome.DEAD);
        if (settled.isPresent()) {
            return settled.get();
        }
        String why = entry.why().label();
        if (isPending(entry)) {
            return new DeliveryRecord(DeliveryOutcome.WAITING, since, null, why);
        }
        // The records are read again: the entry may have been settled meanwhile, or its dead letter has expired.
        return dead(entry)
                .or(() -> records.last(entry))
                .orElseGet(() -> new DeliveryRecord(DeliveryOutcome.GONE, since, null, why));
    }

    /** The first pending entries of a chat. */
    Map<OutboxEntry, DeliveryRecord> pending(long chat, int max) {
        Map<OutboxEntry, DeliveryRecord> pending = new LinkedHashMap<>();
        for (KeyedStreamView.Entry stored : outbox.waiting(Long.toString(chat), max)) {
            if (OutboxText.isText(stored.fields())) {
                continue;
            }
            OutboxEntry entry = OutboxEntry.of(chat, stored.fields());
            String why = entry.why().label();
            pending.put(entry, new DeliveryRecord(DeliveryOutcome.WAITING, stored.written(), null, why));
        }
        return pending;
    }

    /** The latest dead letters of a chat. */
    Map<OutboxEntry, DeliveryRecord> dead(long chat, int max) {
        Map<OutboxEntry, DeliveryRecord> dead = new LinkedHashMap<>();
        outbox.latestDeadLetters(Long.toString(chat), max).stream()
                .filter(letter -> !OutboxText.isText(letter.textFields()))
                .forEach(letter -> dead.putIfAbsent(OutboxEntry.of(chat, letter.textFields()), record(letter)));
        return dead;
    }

    private boolean isPending(OutboxEntry entry) {
        return outbox.waitingSince(Long.toString(entry.chat()), StreamPages.earliest(entry.event()))
                .anyMatch(stored -> isSame(OutboxEntry.of(entry.chat(), stored.fields()), entry));
    }

    private Optional<DeliveryRecord> dead(OutboxEntry entry) {
        return outbox.deadLettersSince(Long.toString(entry.chat()), StreamPages.earliest(entry.event()))
                .filter(letter -> isSame(OutboxEntry.of(entry.chat(), letter.textFields()), entry))
                .findFirst()
                .map(DeliveryStatus::record);
    }

    static boolean isSame(OutboxEntry one, OutboxEntry other) {
        return one.event().equals(other.event())
                && AdditionalRecipient.field(one).equals(AdditionalRecipient.field(other));
    }

    private static DeliveryRecord record(DeadLetter letter) {
        return new DeliveryRecord(DeliveryOutcome.DEAD, letter.time(), null, letter.reason());
    }
}
