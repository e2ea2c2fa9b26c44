package dev.vestnik.ledger;

import dev.vestnik.component.redisstreams.StreamTally;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The lines of the ledger by what they say, since the first event, at one moment. It closes, at every moment:
 *
 * <pre>accepted = sent + merged + expired + unreachable + dead + rejected + duplicate + unrouted + waiting</pre>
 *
 * A line is an entry of the outbox, that is, one event for one person: an event for three people is three lines, and what is
 * handed over on coming on duty, or goes to others instead of somebody unreachable, is a line of its own. An event that becomes
 * no entry is one line, too. What dispatch has not settled yet is no line yet. A dead letter that is replayed stays the line it
 * was: it waits again, and is no longer dead.
 *
 * <p>Both sides are counted in different places, so that closing says something: on the left the outbox counts what is put
 * in ({@code accepted} is that and the events without an entry); on the right delivery counts what it settles, the outbox
 * counts what it buries, and {@code waiting} is counted anew, entry by entry. All are written by the settlements themselves:
 * a crash or a repeated message moves none of them.
 *
 * @param accepted put into the outbox, or settled by dispatch without an entry
 * @param sent as a message of its own
 * @param merged as a line of a digest
 * @param expired older than its {@code expires}, or than the retention of events, when its turn came
 * @param unreachable the person had logged out, switched notifications off or left Telegram's reach when its turn came
 * @param dead moved to the dead letters, of the outbox or of the events, and not replayed
 * @param rejected no event
 * @param duplicate its id was dispatched before with the same status
 * @param unrouted an event that concerns nobody now, or that closes and nobody wants to be told of
 * @param waiting in the outbox now
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
        long unrouted,
        long waiting) {
    /** Before the first event. */
    public static final LedgerBalance NOTHING = new LedgerBalance(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final List<String> COUNTED =
            List.of("sent", "merged", "expired", "unreachable", "rejected", "duplicate", "unrouted");

    /** All of it from one moment. Takes Redis about a microsecond a chat for which something waits. */
    public static LedgerBalance read(RedisClusterCommands<String, String> redis, Keys keys) {
        StreamTally.Snapshot now =
                StreamTally.read(redis, List.of(keys.outbox(), keys.events()), keys.ledgerSum(), COUNTED);
        StreamTally outbox = Objects.requireNonNull(now.streams().get(keys.outbox()));
        StreamTally events = Objects.requireNonNull(now.streams().get(keys.events()));
        Map<String, Long> counts = now.fields();
        long rejected = counts.getOrDefault("rejected", 0L);
        long duplicate = counts.getOrDefault("duplicate", 0L);
        long unrouted = counts.getOrDefault("unrouted", 0L);
        return new LedgerBalance(
                outbox.added() + rejected + duplicate + unrouted + events.dead(),
                counts.getOrDefault("sent", 0L),
                counts.getOrDefault("merged", 0L),
                counts.getOrDefault("expired", 0L),
                counts.getOrDefault("unreachable", 0L),
                outbox.dead() + events.dead(),
                rejected,
                duplicate,
                unrouted,
                outbox.waiting());
    }

    /** How many lines nobody can account for; 0: the sum closes. Below 0: somebody put entries into Redis by hand. */
    public long missing() {
        return accepted - sent - merged - expired - unreachable - dead - rejected - duplicate - unrouted - waiting;
    }

    public boolean closes() {
        return missing() == 0;
    }

    /** The counts by their names, in the order of the equation. */
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
        lines.put("unrouted", unrouted);
        lines.put("waiting", waiting);
        return lines;
    }
}
