package dev.vestnik.whatif;

import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.dispatch.EventStreamEntry.Raw;
import dev.vestnik.store.Keys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The events in the stream of events, as they were accepted; requests, such as those of an escalation, are left out. */
public final class RecordedEvents {
    private static final int PAGE = 1_000;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    public RecordedEvents(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** How many entries the stream has, requests included. */
    public long entries() {
        return redis.xlen(keys.events());
    }

    /**
     * Reads up to what is in the stream now, oldest first.
     *
     * @param since when the first was accepted
     * @param batches gets up to 1,000 entries of the stream at a time; an array of events is several events
     */
    public void read(Instant since, Consumer<List<Raw>> batches) {
        readPages(since, page -> {
            List<Raw> events = new ArrayList<>();
            page.forEach(message -> addEvents(message, events));
            batches.accept(events);
        });
    }

    /** The same, with the entries as they are. */
    void readPages(Instant since, Consumer<List<StreamMessage<String, String>>> pages) {
        List<StreamMessage<String, String>> newest = redis.xrevrange(keys.events(), Range.unbounded(), Limit.from(1));
        if (newest.isEmpty()) {
            return;
        }
        Range.Boundary<String> last = Range.Boundary.including(newest.get(0).getId());
        Range.Boundary<String> first = Range.Boundary.including(Math.max(0, since.toEpochMilli()) + "-0");
        while (true) {
            List<StreamMessage<String, String>> page =
                    redis.xrange(keys.events(), Range.from(first, last), Limit.from(PAGE));
            if (page.isEmpty()) {
                return;
            }
            pages.accept(page);
            first = Range.Boundary.excluding(page.get(page.size() - 1).getId());
        }
    }

    private static void addEvents(StreamMessage<String, String> message, List<Raw> events) {
        String body = message.getBody().get("body");
        EventStreamEntry entry = body != null && message.getBody().size() == 1
                ? new Raw(message.getId(), body.getBytes(StandardCharsets.UTF_8))
                : EventStreamEntry.of(message.getId(), message.getBody());
        if (entry instanceof Raw raw) {
            raw.separate().forEach(event -> events.add((Raw) event));
        }
    }
}
