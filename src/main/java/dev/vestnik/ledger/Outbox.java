package dev.vestnik.ledger;

import dev.vestnik.delivery.OutboxEntry;
import dev.vestnik.ledger.LedgerLine.State;
import dev.vestnik.store.Keys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What lies in the outbox and in its dead letters, for what the ledger has no last word of. */
final class Outbox {
    /** Entries read with one command. */
    private static final int PAGE = 500;
    /** As many of the latest dead letters as are looked at. */
    private static final int LETTERS = 2_000;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    Outbox(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** What has become of a line that was waiting when it was written. */
    LedgerLine now(String ref, long chat, LedgerLine waiting) {
        // Both have ids of a later time than the event's own.
        Range<String> since =
                Range.from(Range.Boundary.including(Long.toString(millis(ref))), Range.Boundary.unbounded());
        if (find(stream(chat), since, entry -> ref.equals(entry.get("event"))).isPresent()) {
            return waiting;
        }
        return find(
                        keys.outbox() + ":dead",
                        since,
                        letter -> ref.equals(letter.get("event"))
                                && Long.toString(chat).equals(letter.get("dead-key")))
                .map(Outbox::dead)
                .orElseGet(() -> new LedgerLine(State.GONE, waiting.at(), null, waiting.remark()));
    }

    /** The first entries that wait for a chat, by the reference of their event. */
    Map<String, LedgerLine> waiting(long chat, int most) {
        Map<String, LedgerLine> waiting = new LinkedHashMap<>();
        for (StreamMessage<String, String> entry : redis.xrange(stream(chat), Range.unbounded(), Limit.from(most))) {
            OutboxEntry of = OutboxEntry.of(chat, entry.getBody());
            waiting.put(
                    of.event(),
                    new LedgerLine(
                            State.WAITING,
                            Instant.ofEpochMilli(millis(entry.getId())),
                            null,
                            of.why().name().toLowerCase(Locale.ROOT)));
        }
        return waiting;
    }

    /** The latest dead letters of a chat, by the reference of their event. */
    Map<String, LedgerLine> dead(long chat, int most) {
        Map<String, LedgerLine> dead = new LinkedHashMap<>();
        redis.xrevrange(keys.outbox() + ":dead", Range.unbounded(), Limit.from(LETTERS)).stream()
                .map(StreamMessage::getBody)
                .filter(letter -> Long.toString(chat).equals(letter.get("dead-key")))
                .limit(most)
                .forEach(letter -> dead.putIfAbsent(letter.getOrDefault("event", ""), dead(letter)));
        return dead;
    }

    private Optional<Map<String, String>> find(
            String stream, Range<String> range, Predicate<Map<String, String>> wanted) {
        Range<String> rest = range;
        while (true) {
            List<StreamMessage<String, String>> page = redis.xrange(stream, rest, Limit.from(PAGE));
            Optional<Map<String, String>> found =
                    page.stream().map(StreamMessage::getBody).filter(wanted).findFirst();
            if (found.isPresent() || page.size() < PAGE) {
                return found;
            }
            rest = Range.from(Range.Boundary.excluding(page.get(page.size() - 1).getId()), Range.Boundary.unbounded());
        }
    }

    private String stream(long chat) {
        return keys.outbox() + ":" + chat;
    }

    private static LedgerLine dead(Map<String, String> letter) {
        String time = letter.getOrDefault("dead-time", "0");
        return new LedgerLine(
                State.DEAD, Instant.ofEpochMilli(Long.parseLong(time)), null, letter.getOrDefault("dead-reason", ""));
    }

    /** The time in the id of a stream's entry; 0: it is no such id. */
    static long millis(String id) {
        int dash = id.indexOf('-');
        String time = dash < 0 ? id : id.substring(0, dash);
        return time.matches("[0-9]{1,18}") ? Long.parseLong(time) : 0;
    }
}
