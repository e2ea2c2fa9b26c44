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
import java.util.function.Consumer;

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

    /**
     * The first pending entries of a chat.
     *
     * @param unreadable takes the ids of those that are no entries of ours
     */
    Map<OutboxEntry, DeliveryRecord> pending(long chat, int max, Consumer<String> unreadable) {
        Map<OutboxEntry, DeliveryRecord> pending = new LinkedHashMap<>();
        for (KeyedStreamView.Entry stored : outbox.waiting(Long.toString(chat), max)) {
            if (OutboxText.isText(stored.fields())) {
                continue;
            }
            readable(chat, stored.fields())
                    .ifPresentOrElse(
                            entry -> pending.put(
                                    entry,
                                    new DeliveryRecord(
                                            DeliveryOutcome.WAITING,
                                            stored.written(),
                                            null,
                                            entry.why().label())),
                            () -> unreadable.accept(stored.id()));
        }
        return pending;
    }

    /**
     * The latest dead letters of a chat.
     *
     * @param unreadable takes the ids of those that were no entries of ours
     */
    Map<OutboxEntry, DeliveryRecord> dead(long chat, int max, Consumer<String> unreadable) {
        Map<OutboxEntry, DeliveryRecord> dead = new LinkedHashMap<>();
        outbox.latestDeadLetters(Long.toString(chat), max).stream()
                .filter(letter -> !OutboxText.isText(letter.textFields()))
                .forEach(letter -> readable(chat, letter.textFields())
                        .ifPresentOrElse(
                                entry -> dead.putIfAbsent(entry, record(letter)),
                                () -> unreadable.accept(letter.id())));
        return dead;
    }

    private boolean isPending(OutboxEntry entry) {
        return outbox.waitingSince(Long.toString(entry.chat()), StreamPages.earliest(entry.event()))
                .anyMatch(stored -> isOf(stored.fields(), entry));
    }

    private Optional<DeliveryRecord> dead(OutboxEntry entry) {
        return outbox.deadLettersSince(Long.toString(entry.chat()), StreamPages.earliest(entry.event()))
                .filter(letter -> isOf(letter.textFields(), entry))
                .findFirst()
                .map(DeliveryStatus::record);
    }

    private static boolean isOf(Map<String, String> fields, OutboxEntry entry) {
        return readable(entry.chat(), fields).filter(one -> isSame(one, entry)).isPresent();
    }

    private static Optional<OutboxEntry> readable(long chat, Map<String, String> fields) {
        try {
            OutboxEntry entry = OutboxEntry.of(chat, fields);
            return entry.event().isEmpty() ? Optional.empty() : Optional.of(entry);
        } catch (RuntimeException foreign) {
            return Optional.empty();
        }
    }

    static boolean isSame(OutboxEntry one, OutboxEntry other) {
        return one.event().equals(other.event())
                && AdditionalRecipient.field(one).equals(AdditionalRecipient.field(other));
    }

    private static DeliveryRecord record(DeadLetter letter) {
        return new DeliveryRecord(DeliveryOutcome.DEAD, letter.time(), null, letter.reason());
    }
}
