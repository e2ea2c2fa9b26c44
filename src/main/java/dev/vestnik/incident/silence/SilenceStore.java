package dev.vestnik.incident.silence;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The silences in Redis that have not ended. Dispatch reads them with each batch, and removes those that end. */
public final class SilenceStore {
    /** How many there are at most. */
    public static final int MAX = 100;

    /** The longest silence. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** How long the number of silenced events is kept, and thereby that a silence was set. */
    public static final Duration RETENTION = Duration.ofDays(2);

    private static final LuaScript BEGIN = LuaScript.load("/lua", "silence_begin");

    /** When an end is found again that dispatch has not performed by then. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Clock clock;

    public SilenceStore(RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Begins a silence: when this returns, events that Redis accepts later are silenced. The same silence again changes nothing,
     * not even after its end.
     *
     * @return false: there are {@link #MAX} already
     */
    public boolean begin(Silence silence) {
        return BEGIN.number(
                        redis,
                        List.of(keys.silences(), keys.silencedEvents(silence.id())),
                        List.of(
                                silence.id(),
                                RedisJson.write(silence),
                                Integer.toString(MAX),
                                Long.toString(RETENTION.toMillis())))
                >= 0;
    }

    /** Those that have not ended, the next to end first. */
    public List<Silence> all() {
        return redis.hvals(keys.silences()).stream()
                .map(SilenceStore::read)
                .sorted(Comparator.comparing(Silence::until).thenComparing(Silence::id))
                .toList();
    }

    /** Empty: it has ended, or never began. */
    public Optional<Silence> find(String id) {
        return Optional.ofNullable(redis.hget(keys.silences(), id)).map(SilenceStore::read);
    }

    /** How many events each of these has silenced so far. */
    public Map<String, Long> silencedEvents(List<Silence> silences) {
        Map<String, Long> counts = new HashMap<>();
        if (silences.isEmpty()) {
            return counts;
        }
        List<KeyValue<String, String>> found = redis.mget(silences.stream()
                .map(silence -> keys.silencedEvents(silence.id()))
                .toArray(String[]::new));
        for (int i = 0; i < found.size(); i++) {
            counts.put(silences.get(i).id(), Long.valueOf(found.get(i).getValueOrElse("0")));
        }
        return counts;
    }

    /** Those whose time is up. Of several callers at the same time only one gets each. */
    public List<SilenceRequest> due() {
        List<SilenceRequest> due = new ArrayList<>();
        for (Silence silence : all()) {
            if (!clock.instant().isBefore(silence.until())
                    && redis.set(
                                    keys.silenceEnding(silence.id()),
                                    "",
                                    SetArgs.Builder.nx().px(AGAIN.toMillis()))
                            != null) {
                due.add(SilenceRequest.end(silence.id(), ""));
            }
        }
        return due;
    }

    /** Reads a value of {@link Keys#silences}. */
    public static Silence read(String json) {
        return RedisJson.read(json, Silence.class);
    }
}
