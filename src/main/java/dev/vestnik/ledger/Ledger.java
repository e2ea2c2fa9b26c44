package dev.vestnik.ledger;

import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ledger's writes. They are carried out with the settlement of the entries that they describe: a record exists
 * exactly if those entries are settled, and a consumer that lost an entry records nothing.
 */
public final class Ledger {
    private final Keys keys;
    private final Duration retention;
    private final Clock clock;

    /** @param retention how long each record is kept */
    public Ledger(Keys keys, Duration retention, Clock clock) {
        this.keys = keys;
        this.retention = retention;
        this.clock = clock;
    }

    /** Starts the records of one batch of dispatch. */
    public LedgerBatch newBatch() {
        return new LedgerBatch(keys, retention, clock.instant());
    }

    /**
     * Records the outcome of entries of one chat: all were sent with one message, or none for the same reason.
     *
     * @param message the id of Telegram's message; null: there is none
     * @param reason for {@link DeliveryOutcome#DEAD}; else empty
     */
    public List<RedisWrite> recordDelivery(
            long chat, DeliveryOutcome outcome, @Nullable Long message, String reason, List<OutboxEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        List<RedisWrite> writes = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            if (AdditionalRecipient.isLater(entry)) {
                // Dispatch records all other recipients.
                writes.add(new AdditionalRecipient(entry, now).write(keys));
                writes.add(expire(keys.ledgerAdditionalRecipients(entry.event()), retention));
            }
        }
        String stream = keys.ledgerDeliveries(chat);
        DeliveryRecord record = new DeliveryRecord(outcome, now, message, reason);
        writes.add(new DeliveryRecordEntry(record, entries).write(stream, now.minus(retention)));
        writes.add(expire(stream, retention));
        // The outbox counts its dead letters itself, since it makes some without delivery.
        if (outcome != DeliveryOutcome.DEAD) {
            writes.add(increment(keys, outcome.label(), entries.size()));
        }
        return writes;
    }

    /** Counts texts of the outbox that are settled; they have no other record. */
    public List<RedisWrite> countTexts(DeliveryOutcome outcome, int texts) {
        return texts == 0 ? List.of() : List.of(increment(keys, outcome.label(), texts));
    }

    /** Increments one of the counts of {@link LedgerBalance}. */
    static RedisWrite increment(Keys keys, String count, int by) {
        return RedisWrite.of("HINCRBY", keys.ledgerCounts(), count, Integer.toString(by));
    }

    static RedisWrite expire(String key, Duration retention) {
        return RedisWrite.of("PEXPIRE", key, Long.toString(retention.toMillis()));
    }
}
