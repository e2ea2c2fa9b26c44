package dev.vestnik.ledger;

import dev.vestnik.component.redisstreams.StreamTally;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The counts of the ledger since the first event, at one moment. At every moment:
 *
 * <pre>accepted = sent + merged + expired + unreachable + dead + rejected + duplicate + silenced + unrouted + waiting</pre>
 *
 * <p>The unit is a line: an entry of the outbox, that is, one event for one person. An event for three people is three
 * lines; a handover and an event dispatched again for other people are lines of their own; an event without any recipient
 * is one line. Events that dispatch has not settled yet are not counted. A replayed dead letter is still the same line: it
 * is waiting again and no longer dead. A text in the outbox that is not an event, such as a notice, is one line too; if it
 * was dropped, it counts as {@code expired}. So is an update of a card; if a later one replaced it, or the card showed the
 * incident already, it counts as {@code merged}.
 *
 * <p>Both sides are counted at different places, so that the equation proves something. Left: the outbox counts the
 * entries written to it, and dispatch the events without an entry. Right: delivery counts what it settles, the outbox
 * counts its dead letters, and {@code waiting} is counted anew from the entries. The counts are written by the settlements
 * themselves, so that a crash or a repeated message does not change them.
 *
 * @param accepted written to the outbox, or settled by dispatch without an entry
 * @param sent as a message of its own
 * @param merged as a line of a digest, or as a change of a card
 * @param expired older than its {@code expires}, or than the retention of events, when its turn came
 * @param unreachable the person had logged out, disabled notifications or was not reachable in Telegram
 * @param dead moved to the dead letters, of the outbox or of the events, and not replayed
 * @param rejected invalid events
 * @param duplicate events whose id was dispatched before with the same status
 * @param silenced events that a silence has kept from being sent
 * @param unrouted events without a recipient
 * @param waiting pending in the outbox
 */
public record LedgerBalance(
        long accepted,
        long sent,
        long merged,
        long expired,
        long unreachable,
        long dead,
        long rejected,
        long duplicate,
        long silenced,
        long unrouted,
        long waiting) {
    /** Before the first event. */
    public static final LedgerBalance NOTHING = new LedgerBalance(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final List<String> COUNTED =
            List.of("sent", "merged", "expired", "unreachable", "rejected", "duplicate", "silenced", "unrouted");

    /** Reads all counts at one moment. Redis needs about a microsecond for each chat with pending entries. */
    public static LedgerBalance read(RedisClusterCommands<String, String> redis, Keys keys) {
        StreamTally.Snapshot now =
                StreamTally.read(redis, List.of(keys.outbox(), keys.events()), keys.ledgerCounts(), COUNTED);
        StreamTally outbox = Objects.requireNonNull(now.streams().get(keys.outbox()));
        StreamTally events = Objects.requireNonNull(now.streams().get(keys.events()));
        Map<String, Long> counts = now.fields();
        long rejected = counts.getOrDefault("rejected", 0L);
        long duplicate = counts.getOrDefault("duplicate", 0L);
        long silenced = counts.getOrDefault("silenced", 0L);
        long unrouted = counts.getOrDefault("unrouted", 0L);
        return new LedgerBalance(
                outbox.added() + rejected + duplicate + silenced + unrouted + events.dead(),
                counts.getOrDefault("sent", 0L),
                counts.getOrDefault("merged", 0L),
                counts.getOrDefault("expired", 0L),
                counts.getOrDefault("unreachable", 0L),
                outbox.dead() + events.dead(),
                rejected,
                duplicate,
                silenced,
                unrouted,
                outbox.waiting());
    }

    /** The number of lines that are not accounted for; 0: the equation holds; below 0: entries were written by hand. */
    public long missing() {
        return accepted
                - sent
                - merged
                - expired
                - unreachable
                - dead
                - rejected
                - duplicate
                - silenced
                - unrouted
                - waiting;
    }

    public boolean closes() {
        return missing() == 0;
    }

    /** The counts by name, in the order of the equation. */
    public Map<String, Long> lines() {
        Map<String, Long> lines = new LinkedHashMap<>();
        lines.put("accepted", accepted);
        lines.put("sent", sent);
        lines.put("merged", merged);
        lines.put("expired", expired);
        lines.put("unreachable", unreachable);
        lines.put("dead", dead);
        lines.put("rejected", rejected);
        lines.put("duplicate", duplicate);
        lines.put("silenced", silenced);
        lines.put("unrouted", unrouted);
        lines.put("waiting", waiting);
        return lines;
    }
}
