package dev.vestnik.ops.health;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * DOWN within two seconds while Redis does not answer or refuses to write, because nothing is taken, dispatched or sent then.
 * It writes a key every half second, so that a Redis that is full or read-only counts as well.
 */
public final class RedisHealth implements HealthIndicator, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final String FINE = "";

    private final String where;
    private final BackgroundReading<String> problem;

    /**
     * @param where its address, without user and password
     * @param probe the key to write
     */
    public RedisHealth(StatefulRedisConnection<String, String> redis, String where, String probe) {
        this.where = where;
        this.problem = new BackgroundReading<>(
                "redis-probe", INTERVAL, LIMIT, "no answer in " + LIMIT.toSeconds() + " s", () -> write(redis, probe));
    }

    private static String write(StatefulRedisConnection<String, String> redis, String probe) {
        if (!redis.isOpen()) {
            return "there is no connection";
        }
        try {
            redis.sync().psetex(probe, KEPT.toMillis(), "1");
            return FINE;
        } catch (RedisCommandExecutionException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @Override
    public Health health() {
        String cause = problem.value();
        return cause.equals(FINE)
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", "redis-away")
                        .withDetail(
                                "what",
                                "Redis at " + where + " does not answer or refuses to write (" + cause
                                        + "): nothing is taken, dispatched or sent until it does.")
                        .build();
    }

    @Override
    public void close() {
        problem.close();
    }
}
