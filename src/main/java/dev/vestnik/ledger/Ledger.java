package dev.vestnik.ledger;

import dev.vestnik.delivery.OutboxEntry;
import dev.vestnik.delivery.OutboxEntry.Why;
import dev.vestnik.ledger.LedgerLine.State;
import dev.vestnik.store.Keys;
import dev.vestnik.store.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lines of the ledger, as writes for the settlement of what they tell of: so a line is there exactly when what it
 * tells is settled, and no line is written by who lost the right to settle.
 */
public final class Ledger {
    /** The field of an event's lines that holds what dispatch made of it. */
    static final String EVENT = "event";

    /** As many people as one command names, since a settlement takes no command of any length. */
    private static final int AT_ONCE = 1_000;

    private final Keys keys;
    private final Duration keep;
    private final Clock clock;

    /** @param keep how long a line is kept after the last one of its event */
    public Ledger(Keys keys, Duration keep, Clock clock) {
        this.keys = keys;
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * Dispatch has decided about an event.
     *
     * @param id the sender's; null: none
     * @param outcome dispatch's word, e.g. {@code routed}
     * @param remark why, where it is rejected; may be empty
     * @param entries those who are to get it
     */
    public List<Write> dispatched(
            String ref, @Nullable String id, String outcome, String remark, List<OutboxEntry> entries) {
        List<Write> writes = new ArrayList<>(lines(ref, entries));
        writes.add(Write.of("HSET", keys.ledgerEvent(ref), EVENT, outcome + " " + clock.millis() + " - " + remark));
        writes.add(expiring(keys.ledgerEvent(ref)));
        if (id != null) {
            writes.add(Write.of("SADD", keys.ledgerId(id), ref));
            writes.add(expiring(keys.ledgerId(id)));
        }
        return writes;
    }

    /** An event that somebody could not be told goes to these others. */
    public List<Write> redirected(String ref, List<OutboxEntry> others) {
        if (others.isEmpty()) {
            return List.of();
        }
        List<Write> writes = new ArrayList<>(lines(ref, others));
        writes.add(expiring(keys.ledgerEvent(ref)));
        return writes;
    }

    private List<Write> lines(String ref, List<OutboxEntry> entries) {
        Instant now = clock.instant();
        List<Write> writes = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += AT_ONCE) {
            List<String> command = new ArrayList<>(List.of("HSET", keys.ledgerEvent(ref)));
            for (OutboxEntry entry : entries.subList(from, Math.min(entries.size(), from + AT_ONCE))) {
                command.add(field(entry));
                command.add(new LedgerLine(State.WAITING, now, null, why(entry)).text());
            }
            writes.add(new Write(command));
        }
        return writes;
    }

    /**
     * So many events came to nothing that a person would be told: rejected, duplicate or unrouted; see {@link LedgerSum}.
     */
    public Write counted(String what, int events) {
        return Write.of("HINCRBY", keys.ledgerSum(), what, Integer.toString(events));
    }

    /**
     * Delivery is through with these entries of one chat: all went with one message, or not at all for one reason.
     *
     * @param message the id of Telegram's message; null: there is none
     * @param reason of {@link State#DEAD}; else empty
     */
    public List<Write> met(long chat, State state, @Nullable Long message, String reason, List<OutboxEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        List<Write> writes = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            String event = keys.ledgerEvent(entry.event());
            String remark = reason.isEmpty() ? why(entry) : reason;
            writes.add(Write.of("HSET", event, field(entry), new LedgerLine(state, now, message, remark).text()));
            writes.add(expiring(event));
        }
        String refs = String.join(" ", entries.stream().map(OutboxEntry::event).toList());
        String person = keys.ledgerChat(chat);
        writes.add(Write.of(
                "XADD",
                person,
                "MINID",
                "~",
                Long.toString(Math.max(0, now.minus(keep).toEpochMilli())),
                "*",
                "line",
                new LedgerLine(state, now, message, reason).text(),
                "refs",
                refs));
        writes.add(expiring(person));
        // Dead letters are counted where they are buried, since not all of them come by here.
        if (state != State.DEAD) {
            writes.add(counted(state.name().toLowerCase(Locale.ROOT), entries.size()));
        }
        return writes;
    }

    private Write expiring(String key) {
        return Write.of("PEXPIRE", key, Long.toString(keep.toMillis()));
    }

    private static String why(OutboxEntry entry) {
        return entry.why().name().toLowerCase(Locale.ROOT);
    }

    /** Whoever is told of an event on coming on duty may have been told before: that is another line. */
    private static String field(OutboxEntry entry) {
        return entry.why() == Why.HANDOVER ? entry.chat() + ":handover" : Long.toString(entry.chat());
    }

    /** The chat whose line this field holds. */
    static long chat(Map.Entry<String, String> field) {
        String name = field.getKey();
        int colon = name.indexOf(':');
        return Long.parseLong(colon < 0 ? name : name.substring(0, colon));
    }
}
