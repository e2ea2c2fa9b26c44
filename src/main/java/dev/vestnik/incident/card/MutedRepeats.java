package dev.vestnik.incident.card;

import dev.vestnik.store.Keys;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The incidents whose repeats come to a person without a sound, each for an hour, and only while it is open: an incident that
 * opens again sounds again.
 */
public final class MutedRepeats {
    /** How long repeats are without a sound. */
    public static final Duration LENGTH = Duration.ofHours(1);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Clock clock;

    public MutedRepeats(RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    /** From now on; the card of the chat will show it. Again while it lasts: it lasts as long as before. */
    public Instant mute(String key, int generation, long chat) {
        Instant now = clock.instant();
        Instant before = until(key, generation, chat);
        if (before != null) {
            return before;
        }
        Instant until = now.plus(LENGTH);
        redis.zadd(keys.mutedRepeats(), until.toEpochMilli(), member(key, generation, chat));
        redis.zadd(keys.outdatedCards(), now.toEpochMilli(), key);
        return until;
    }

    /** Repeats sound again; the card of the chat will show it. */
    public void unmute(String key, int generation, long chat) {
        redis.zrem(keys.mutedRepeats(), member(key, generation, chat));
        redis.zadd(keys.outdatedCards(), clock.millis(), key);
    }

    /** Until when the repeats of this incident are without a sound in this chat; null: they sound. */
    public @Nullable Instant until(String key, int generation, long chat) {
        Double until = redis.zscore(keys.mutedRepeats(), member(key, generation, chat));
        return until == null || until <= clock.millis() ? null : Instant.ofEpochMilli(until.longValue());
    }

    /** Forgets those whose hour is over; the cards will show it. */
    public void forgetOver() {
        long now = clock.millis();
        Range<Long> over = Range.create(0L, now);
        List<String> members = redis.zrangebyscore(keys.mutedRepeats(), over);
        if (members.isEmpty()) {
            return;
        }
        members.forEach(member -> redis.zadd(keys.outdatedCards(), now, member.split(" ", 3)[2]));
        redis.zremrangebyscore(keys.mutedRepeats(), over);
    }

    private static String member(String key, int generation, long chat) {
        return chat + " " + generation + " " + key;
    }
}
