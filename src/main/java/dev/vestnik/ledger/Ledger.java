package dev.vestnik.ledger;

import dev.vestnik.ledger.DeliveryRecord.State;
import dev.vestnik.outbox.OutboxEntry.Why;
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
 * Makes the lines of the ledger, as writes for the settlement of what they tell of: so a line is there exactly when what it
 * tells is settled, and no line is written by who lost the right to settle.
 */
public final class Ledger {
    private final Keys keys;
    private final Duration keep;
    private final Clock clock;

    /** @param keep how long it is kept what dispatch decided, and what became of it, each from when it was so */
    public Ledger(Keys keys, Duration keep, Clock clock) {
        this.keys = keys;
        this.keep = keep;
        this.clock = clock;
    }

    /** The lines of one batch of dispatch, which are still to be told. */
    public LedgerBatch ofBatch() {
        return new LedgerBatch(keys, keep, clock.instant());
    }

    /**
     * Delivery is through with these entries of one chat: all went with one message, or not at all for one reason.
     *
     * @param message the id of Telegram's message; null: there is none
     * @param reason of {@link State#DEAD}; else empty
     */
    public List<RedisWrite> met(
            long chat, State state, @Nullable Long message, String reason, List<OutboxEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        List<RedisWrite> writes = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            if (entry.why() == Why.HANDOVER) {
                // Dispatch, which names all others, does not know of it.
                writes.add(AdditionalRecipient.write(keys, entry, now));
                writes.add(expiring(keys.ledgerOthers(entry.event()), keep));
            }
        }
        String told = keys.ledgerTold(chat);
        writes.add(DeliveryRecordEntry.write(
                told, new DeliveryRecord(state, now, message, reason), entries, now.minus(keep)));
        writes.add(expiring(told, keep));
        // Dead letters are counted where they are buried, since not all of them come by here.
        if (state != State.DEAD) {
            writes.add(counted(keys, state.label(), entries.size()));
        }
        return writes;
    }

    /** So many lines more say this; see {@link LedgerBalance}. */
    static RedisWrite counted(Keys keys, String what, int lines) {
        return RedisWrite.of("HINCRBY", keys.ledgerSum(), what, Integer.toString(lines));
    }

    static RedisWrite expiring(String key, Duration keep) {
        return RedisWrite.of("PEXPIRE", key, Long.toString(keep.toMillis()));
    }
}
