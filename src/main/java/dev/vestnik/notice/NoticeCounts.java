package dev.vestnik.notice;

import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts what administrators are told together, by reason, until the next notice of that kind is due. The counts are in Redis,
 * so that all instances count together.
 */
public final class NoticeCounts {
    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final AdminNotices notices;

    public NoticeCounts(RedisClusterCommands<String, String> redis, Keys keys, AdminNotices notices) {
        this.redis = redis;
        this.keys = keys;
        this.notices = notices;
    }

    /** Counts one more of this kind, with the settlement of its cause. */
    public static RedisWrite count(Keys keys, NoticeKind kind, String reason) {
        return RedisWrite.of("HINCRBY", keys.noticeCounts(kind.name()), reason, "1");
    }

    /** Counts one more of this kind now. */
    void count(NoticeKind kind, String reason) {
        redis.hincrby(keys.noticeCounts(kind.name()), reason, 1);
    }

    /**
     * Sends what was counted if a notice of this kind is due, and starts to count anew. If several instances do so at the same
     * time, one of them sends.
     *
     * @param text the key of a text: {0} is the number, {1} the numbers by reason, {2} the argument
     */
    void send(NoticeKind kind, String text, String argument) {
        String counted = keys.noticeCounts(kind.name());
        if (!notices.isDue(kind) || redis.exists(counted) == 0) {
            return;
        }
        String taken = counted + ":taken";
        // A crash before the notice is sent leaves the counts there; they are sent with the next.
        if (redis.exists(taken) == 0) {
            redis.rename(counted, taken);
        }
        Map<String, String> counts = new TreeMap<>(redis.hgetall(taken));
        long total = counts.values().stream().mapToLong(Long::parseLong).sum();
        String reasons = counts.entrySet().stream()
                .map(reason -> reason.getKey() + ": " + reason.getValue())
                .collect(Collectors.joining(", "));
        notices.send(AdminNotice.of(kind, text, Long.toString(total), reasons, argument));
        redis.del(taken);
    }
}
