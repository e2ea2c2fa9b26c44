package dev.vestnik.config;

import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.util.Version;

/** Whether the given Redis can carry Vestnik: there, new enough, and not about to forget what was promised. */
public final class RedisCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RedisCheck.class);
    private static final long RETRY_MILLIS = 2_000;

    private final Duration patience;

    /** @param patience how long to wait for a Redis that does not answer */
    public RedisCheck(Duration patience) {
        this.patience = patience;
    }

    /**
     * Waits until Redis answers; logs a warning for each promise that its settings weaken.
     *
     * @throws StartRefusedException where it does not answer in time, refuses our password, or is too old
     */
    public void check(RedisClient client, RedisURI uri) {
        Map<String, String> info = info(awaitInfo(client, where(uri)));
        String version = info.getOrDefault("redis_version", "0");
        if (!newEnough(version)) {
            throw new StartRefusedException("Redis at " + where(uri) + " has version " + version
                    + ", but Vestnik needs Redis " + RedisStreamsComponent.OLDEST_REDIS + " or newer.");
        }
        warnings(info).forEach(LOG::warn);
    }

    private String awaitInfo(RedisClient client, String where) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String reason;
            try (StatefulRedisConnection<String, String> connection = client.connect()) {
                return connection.sync().info();
            } catch (RedisException failed) {
                reason = reason(failed, where);
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new StartRefusedException(
                        "Redis at " + where + " does not answer (" + reason + "): start it, or correct REDIS_URL.");
            }
            LOG.warn("Redis at {} does not answer ({}); waiting for another {} s", where, reason, left / 1_000_000_000);
            try {
                Thread.sleep(Math.min(RETRY_MILLIS, left / 1_000_000 + 1));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new StartRefusedException("The start was interrupted while waiting for Redis.");
            }
        }
    }

    /** Redis' own words, which hold no secret; a refused login is refused at once, since waiting cannot mend it. */
    private static String reason(RedisException failed, String where) {
        Throwable cause = failed;
        while (cause.getCause() != null && !(cause instanceof RedisCommandExecutionException)) {
            cause = cause.getCause();
        }
        String reason = String.valueOf(cause.getMessage());
        if (reason.startsWith("DENIED")) {
            throw new StartRefusedException("Redis at " + where + " runs in protected mode and refuses all but its own"
                    + " machine: give it a password, or set protected-mode no in redis.conf.");
        }
        if (reason.startsWith("NOAUTH")
                || reason.startsWith("WRONGPASS")
                || reason.startsWith("NOPERM")
                || reason.contains("without any password configured")) {
            throw new StartRefusedException(
                    "Redis at " + where + " refuses us (" + reason + "): correct the user and password in REDIS_URL.");
        }
        return reason;
    }

    /** Host and port, or the Sentinels and the master's name; no user, no password. */
    static String where(RedisURI uri) {
        if (uri.getSentinels().isEmpty()) {
            return uri.getSocket() != null ? uri.getSocket() : uri.getHost() + ":" + uri.getPort();
        }
        List<String> sentinels = new ArrayList<>();
        uri.getSentinels().forEach(sentinel -> sentinels.add(sentinel.getHost() + ":" + sentinel.getPort()));
        return String.join(",", sentinels) + "#" + uri.getSentinelMasterId();
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

    /** A sentence for each promise that these settings of Redis weaken. */
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
