package dev.vestnik.ops.health;

import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * DOWN after Redis has lost its data while this process runs (FLUSHALL, a restart without its files, a failover to an empty
 * server), until somebody has logged in again. It notices this by a key that Vestnik writes at its start and never removes.
 */
public final class RedisDataHealth implements HealthIndicator, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisDataHealth.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** Before the key is written again, so that every process sees that it is gone. */
    private static final Duration RESTORED_AFTER = Duration.ofSeconds(2);

    private final RedisClusterCommands<String, String> redis;
    private final String key;
    private final BooleanSupplier connected;
    private final BooleanSupplier anybody;
    private final Runnable reload;
    private final Clock clock;
    private @Nullable String kept;
    private boolean gone;
    private volatile @Nullable Instant lostAt;

    private final BackgroundReading<Boolean> rounds;

    /**
     * @param key is written before the routes start, and is there from then on
     * @param connected whether there is a connection to Redis; without one nothing is asked
     * @param anybody whether somebody is logged in
     * @param reload brings back what is not only in Redis; called once for each loss
     */
    public RedisDataHealth(
            RedisClusterCommands<String, String> redis,
            String key,
            BooleanSupplier connected,
            BooleanSupplier anybody,
            Runnable reload,
            Clock clock) {
        this.redis = redis;
        this.key = key;
        this.connected = connected;
        this.anybody = anybody;
        this.reload = reload;
        this.clock = clock;
        this.rounds = new BackgroundReading<>("redis-data", INTERVAL, LIMIT, false, this::look);
    }

    private synchronized boolean look() {
        if (!connected.getAsBoolean()) {
            return false;
        }
        String found = redis.get(key);
        if (found != null) {
            kept = found;
            gone = false;
        } else if (kept != null) {
            missing(kept);
        }
        if (lostAt != null && !gone && anybody.getAsBoolean()) {
            lostAt = null;
        }
        return true;
    }

    private void missing(String before) {
        Instant now = clock.instant();
        Instant since = lostAt;
        if (!gone || since == null) {
            gone = true;
            lostAt = now;
            LOG.error("{}", sentence(now));
            reload.run();
        } else if (!now.isBefore(since.plus(RESTORED_AFTER))) {
            redis.set(key, before, SetArgs.Builder.nx());
        }
    }

    private static String sentence(Instant when) {
        return "Redis lost its data at " + when
                + ": the events that waited and the open incidents are lost, the directory is"
                + " loaded again, and everybody has to log in again.";
    }

    @Override
    public Health health() {
        Instant when = lostAt;
        return when == null
                ? Health.up().build()
                : Health.down().withDetail("what", sentence(when)).build();
    }

    @Override
    public void close() {
        rounds.close();
    }
}
