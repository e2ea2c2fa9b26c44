package dev.vestnik.start.redis;

import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.start.failure.StartRefusedException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.util.Version;

/** Checks that Redis answers, is new enough, and is configured to keep data. */
public final class RedisRequirements {
    private static final Logger LOG = LoggerFactory.getLogger(RedisRequirements.class);

    private final RedisStartupRetry patience;

    public RedisRequirements(RedisStartupRetry patience) {
        this.patience = patience;
    }

    /**
     * Waits until Redis answers and has loaded its data; logs a warning for each setting of Redis that may lose accepted events.
     *
     * @throws StartRefusedException if it does not answer in time, rejects the password, or is too old
     */
    public void check(RedisClient client, RedisURI uri) {
        Map<String, String> info = info(patience.await(() -> loadedInfo(client)));
        String version = info.getOrDefault("redis_version", "0");
        if (!newEnough(version)) {
            throw new StartRefusedException("Redis at " + RedisAddress.shown(uri) + " has version " + version
                    + ", but Vestnik needs Redis " + RedisStreamsComponent.OLDEST_REDIS + " or newer.");
        }
        warnings(info).forEach(LOG::warn);
    }

    /** Sends PING as well, because Redis answers INFO while it loads its data. */
    private static String loadedInfo(RedisClient client) {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().ping();
            return connection.sync().info();
        }
    }

    static Map<String, String> info(String text) {
        Map<String, String> info = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                info.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return info;
    }

    private static boolean newEnough(String version) {
        try {
            return Version.parse(version).isGreaterThanOrEqualTo(Version.parse(RedisStreamsComponent.OLDEST_REDIS));
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    /** One warning for each setting of Redis that may lose accepted events. */
    static List<String> warnings(Map<String, String> info) {
        List<String> warnings = new ArrayList<>();
        if (!"1".equals(info.getOrDefault("aof_enabled", "1"))) {
            warnings.add(
                    "Redis keeps no append-only file, so accepted events may be lost when it restarts: set appendonly"
                            + " yes in redis.conf.");
        }
        String policy = info.getOrDefault("maxmemory_policy", "noeviction");
        if (!"noeviction".equals(policy)) {
            warnings.add("Redis may evict accepted events when its memory is full (maxmemory-policy " + policy
                    + "): set maxmemory-policy noeviction in redis.conf.");
        }
        return warnings;
    }
}
