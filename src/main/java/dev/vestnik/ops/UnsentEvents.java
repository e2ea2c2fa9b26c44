package dev.vestnik.ops;

import dev.vestnik.component.redisstreams.KeyedStreamView;
import dev.vestnik.event.Statuses;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.store.StreamId;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads which events are not sent yet: those in the stream of events that the group {@code dispatch} has not settled, and those
 * in the outbox. Every process can read it, whatever runs. The statuses are read of the oldest {@value #MOST_EVENTS} events of
 * the stream, and of the oldest {@value #MOST_ENTRIES} entries of each of the {@value #MOST_CHATS} chats that are due first, so
 * the number of events that wake is a lower bound in a flood.
 */
public final class UnsentEvents {
    private static final String GROUP = "dispatch";
    private static final int MOST_EVENTS = 500;
    private static final int MOST_CHATS = 100;
    private static final int MOST_ENTRIES = 20;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Statuses statuses;
    private final Clock clock;

    public UnsentEvents(RedisClusterCommands<String, String> redis, Keys keys, Statuses statuses, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.statuses = statuses;
        this.clock = clock;
    }

    /**
     * The figures of one moment.
     *
     * @param undispatched entries that the group has not settled
     * @param oldest the age of the oldest event; 0: none waits
     * @param waking events whose status wakes, once for each chat
     */
    record Figures(double undispatched, Duration oldest, long waking) {}

    /** @throws io.lettuce.core.RedisException if Redis does not answer */
    Figures read() {
        List<Long> written = new ArrayList<>();
        List<String> wakes = new ArrayList<>();
        double undispatched = readStream(written, wakes);
        readOutbox(written, wakes);
        long oldest = written.stream().min(Long::compare).orElse(clock.millis());
        Duration age = Duration.between(Instant.ofEpochMilli(oldest), clock.instant());
        return new Figures(undispatched, age.isNegative() ? Duration.ZERO : age, wakes.size());
    }

    private double readStream(List<Long> written, List<String> wakes) {
        Map<String, Object> group = group();
        String last = String.valueOf(group.getOrDefault("last-delivered-id", "0-0"));
        Range<String> unread = Range.from(Range.Boundary.excluding(last), Range.Boundary.unbounded());
        List<StreamMessage<String, String>> entries =
                new ArrayList<>(redis.xrange(keys.events(), unread, Limit.from(MOST_EVENTS)));
        long pending = number(group.get("pending"));
        if (pending > 0) {
            redis.xpending(keys.events(), GROUP, Range.unbounded(), Limit.from(MOST_ENTRIES))
                    .forEach(
                            one -> entries.addAll(redis.xrange(keys.events(), Range.create(one.getId(), one.getId()))));
        }
        for (StreamMessage<String, String> entry : entries) {
            String body = entry.getBody().get("body");
            if (body != null) {
                written.add(StreamId.of(entry.getId()).millis());
                note(status(body), wakes);
            }
        }
        long lag = group.get("lag") == null ? redis.xlen(keys.events()) : number(group.get("lag"));
        return lag + pending;
    }

    private void readOutbox(List<Long> written, List<String> wakes) {
        KeyedStreamView outbox = new KeyedStreamView(redis, keys.outbox());
        List<String> events = new ArrayList<>();
        for (String chat : redis.zrange(keys.outbox() + ":due", 0, MOST_CHATS - 1)) {
            for (KeyedStreamView.Entry entry : outbox.waiting(chat, MOST_ENTRIES)) {
                String event = entry.fields().get("event");
                if (event != null) {
                    written.add(entry.written().toEpochMilli());
                    events.add(keys.event(event));
                }
            }
        }
        if (!events.isEmpty()) {
            redis.mget(events.toArray(String[]::new)).stream()
                    .filter(event -> event.hasValue())
                    .forEach(event -> note(status(event.getValue()), wakes));
        }
    }

    private void note(@Nullable String status, List<String> wakes) {
        if (status != null
                && statuses.named(status).filter(known -> known.wakes()).isPresent()) {
            wakes.add(status);
        }
    }

    private static @Nullable String status(String body) {
        try {
            return Optional.ofNullable(RedisJson.read(body, Map.class).get("status"))
                    .map(Objects::toString)
                    .orElse(null);
        } catch (RuntimeException notAnEvent) {
            return null;
        }
    }

    /** The fields of the group; empty before the first dispatch. */
    private Map<String, Object> group() {
        if (redis.exists(keys.events()) == 0) {
            return Map.of();
        }
        for (Object one : redis.xinfoGroups(keys.events())) {
            List<?> fields = (List<?>) one;
            Map<String, Object> group = new HashMap<>();
            for (int i = 0; i + 1 < fields.size(); i += 2) {
                if (fields.get(i + 1) != null) {
                    group.put(String.valueOf(fields.get(i)), fields.get(i + 1));
                }
            }
            if (GROUP.equals(group.get("name"))) {
                return group;
            }
        }
        return Map.of();
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
