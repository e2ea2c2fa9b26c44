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
 * What one batch of dispatch has to tell the ledger. Events that came in one second share a HASH, so that a batch takes a
 * command or two, and Redis needs no key for each. For one thread.
 */
public final class LedgerBatch {
    private final Keys keys;
    private final Duration keep;
    private final Instant now;
    private final Map<Long, CombinedWrite> dispatched = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<RedisWrite> others = new ArrayList<>();

    LedgerBatch(Keys keys, Duration keep, Instant now) {
        this.keys = keys;
        this.keep = keep;
        this.now = now;
    }

    /**
     * Dispatch has decided about an event.
     *
     * @param id the sender's; null: none
     * @param outcome dispatch's word, e.g. {@code routed}
     * @param remark why, where it is rejected; one word, or empty
     * @param entries those who are to get it
     */
    public void dispatched(String ref, @Nullable String id, String outcome, String remark, List<OutboxEntry> entries) {
        dispatched
                .computeIfAbsent(second(ref), second -> new CombinedWrite("HSET", keys.ledgerDispatched(second)))
                .add(ref, new DispatchRecord(outcome, now, remark, entries).text());
        if (id != null) {
            others.add(RedisWrite.of("SADD", keys.ledgerId(id), ref));
            others.add(Ledger.expiring(keys.ledgerId(id), keep));
        }
    }

    /** An event that somebody could not be told goes to these others. */
    public void redirected(String ref, List<OutboxEntry> entries) {
        entries.forEach(entry -> others.add(AdditionalRecipient.write(keys, entry, now)));
        if (!entries.isEmpty()) {
            others.add(Ledger.expiring(keys.ledgerOthers(ref), keep));
        }
    }

    /** An event came to nothing that a person would be told: rejected, duplicate or unrouted; see {@link LedgerBalance}. */
    public void counted(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** All that was told. */
    public List<RedisWrite> writes() {
        List<RedisWrite> writes = new ArrayList<>();
        dispatched.forEach((second, lines) -> {
            writes.addAll(lines.writes());
            writes.add(Ledger.expiring(keys.ledgerDispatched(second), keep));
        });
        writes.addAll(others);
        counts.forEach((what, events) -> writes.add(Ledger.counted(keys, what, events)));
        return writes;
    }

    /** The second of the epoch in which an event came. */
    static long second(String ref) {
        return StreamId.of(ref).millis() / 1_000;
    }
}
