package dev.vestnik.ledger;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.CombinedWrite;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.store.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the ledger's writes of one batch of dispatch. Events of one second share a HASH, so that a batch takes one or two
 * commands and Redis does not need a key for each event. For one thread.
 */
public final class LedgerBatch {
    private final Keys keys;
    private final Duration retention;
    private final Instant now;
    private final Map<Long, CombinedWrite> dispatchesBySecond = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<RedisWrite> otherWrites = new ArrayList<>();

    LedgerBatch(Keys keys, Duration retention, Instant now) {
        this.keys = keys;
        this.retention = retention;
        this.now = now;
    }

    /**
     * Records what dispatch decided about an event.
     *
     * @param id the sender's id of the event; null: none
     * @param outcome the label of the dispatch outcome, e.g. {@code routed}
     * @param remark the reason of a rejection; one word, or empty
     * @param entries one for each recipient
     */
    public void recordDispatch(
            String ref, @Nullable String id, String outcome, String remark, List<OutboxEntry> entries) {
        dispatchesBySecond
                .computeIfAbsent(second(ref), second -> new CombinedWrite("HSET", keys.ledgerDispatched(second)))
                .add(ref, new DispatchRecord(outcome, now, remark, entries).text());
        if (id != null) {
            otherWrites.add(RedisWrite.of("SADD", keys.ledgerEventsOfId(id), ref));
            otherWrites.add(Ledger.expire(keys.ledgerEventsOfId(id), retention));
        }
    }

    /** Records the recipients who get an event because another one was unreachable. */
    public void recordRedispatch(String ref, List<OutboxEntry> entries) {
        entries.forEach(entry -> otherWrites.add(new AdditionalRecipient(entry, now).write(keys)));
        if (!entries.isEmpty()) {
            otherWrites.add(Ledger.expire(keys.ledgerAdditionalRecipients(ref), retention));
        }
    }

    /**
     * Counts an event that nobody gets.
     *
     * @param count {@code rejected}, {@code duplicate}, {@code silenced} or {@code unrouted}; see {@link LedgerBalance}
     */
    public void count(String count) {
        counts.merge(count, 1, Integer::sum);
    }

    /** The writes of all that was recorded. */
    public List<RedisWrite> writes() {
        List<RedisWrite> writes = new ArrayList<>();
        dispatchesBySecond.forEach((second, dispatches) -> {
            writes.addAll(dispatches.writes());
            writes.add(Ledger.expire(keys.ledgerDispatched(second), retention));
        });
        writes.addAll(otherWrites);
        counts.forEach((count, events) -> writes.add(Ledger.increment(keys, count, events)));
        return writes;
    }

    /** The second of the epoch in which an event was accepted. */
    static long second(String ref) {
        return StreamId.of(ref).millis() / 1_000;
    }
}
