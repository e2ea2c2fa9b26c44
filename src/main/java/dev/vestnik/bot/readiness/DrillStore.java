package dev.vestnik.bot.readiness;

import dev.vestnik.bot.readiness.Drill.Answer;
import dev.vestnik.store.Keys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores drills in Redis. Everything may be done again, so that an update that arrives twice changes nothing. */
public final class DrillStore {
    private static final String AREA = "area";
    private static final String CHAT = "chat";
    private static final String MESSAGE = "message";
    private static final String STARTED = "started";
    private static final String NAME = "name:";
    private static final String ANSWERED = "answered:";

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Duration retention;

    public DrillStore(RedisClusterCommands<String, String> redis, Keys keys, Duration retention) {
        this.redis = redis;
        this.keys = keys;
        this.retention = retention;
    }

    /** Stores a drill that nobody has confirmed; returns its number. */
    long plan(String area) {
        long number = redis.incr(keys.lastDrillNumber());
        redis.hset(keys.drill(number), Map.of(AREA, area));
        redis.pexpire(keys.drill(number), retention);
        return number;
    }

    /** @param names of the people by chat */
    void start(long number, long chat, long message, Map<Long, String> names, Instant now) {
        String key = keys.drill(number);
        if (redis.hexists(key, STARTED)) {
            return;
        }
        Map<String, String> fields = new HashMap<>();
        fields.put(CHAT, Long.toString(chat));
        fields.put(MESSAGE, Long.toString(message));
        names.forEach((one, name) -> fields.put(NAME + one, name));
        redis.hset(key, fields);
        redis.zadd(keys.runningDrills(), now.plus(Drill.LENGTH).toEpochMilli(), Long.toString(number));
        redis.hsetnx(key, STARTED, Long.toString(now.toEpochMilli()));
    }

    /** The first answer of this chat counts. */
    void answer(long number, long chat, Instant now) {
        redis.hsetnx(keys.drill(number), ANSWERED + chat, Long.toString(now.toEpochMilli()));
    }

    /** Empty: there is no such drill, or it was too long ago. */
    Optional<Drill> find(long number) {
        Map<String, String> fields = redis.hgetall(keys.drill(number));
        String area = fields.get(AREA);
        if (area == null) {
            return Optional.empty();
        }
        List<Answer> people = new ArrayList<>();
        fields.forEach((field, value) -> {
            if (field.startsWith(NAME)) {
                String chat = field.substring(NAME.length());
                String at = fields.get(ANSWERED + chat);
                people.add(new Answer(
                        Long.parseLong(chat), value, at == null ? null : Instant.ofEpochMilli(Long.parseLong(at))));
            }
        });
        people.sort(Comparator.comparing(Answer::name).thenComparing(Answer::chat));
        String started = fields.get(STARTED);
        return Optional.of(new Drill(
                number,
                area,
                Long.parseLong(fields.getOrDefault(CHAT, "0")),
                Long.parseLong(fields.getOrDefault(MESSAGE, "0")),
                started == null ? null : Instant.ofEpochMilli(Long.parseLong(started)),
                people));
    }

    /** The drills whose time is up, and whose last report was not sent yet. */
    List<Long> ended(Instant now, int max) {
        return redis
                .zrangebyscore(
                        keys.runningDrills(),
                        Range.<Number>create(Double.NEGATIVE_INFINITY, now.toEpochMilli()),
                        Limit.from(max))
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    /** The last reports of these drills were sent. */
    void forgetEnded(List<Long> numbers) {
        if (!numbers.isEmpty()) {
            redis.zrem(
                    keys.runningDrills(), numbers.stream().map(String::valueOf).toArray(String[]::new));
        }
    }
}
