package dev.vestnik.ops;

import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** DOWN within two seconds while Redis does not answer, because nothing is taken, dispatched or sent then. */
public final class RedisHealth implements HealthIndicator {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, String> redis;
    private final String where;

    /** @param where its address, without user and password */
    public RedisHealth(StatefulRedisConnection<String, String> redis, String where) {
        this.redis = redis;
        this.where = where;
    }

    @Override
    public Health health() {
        if (!redis.isOpen()) {
            return away("there is no connection");
        }
        try {
            redis.async().ping().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Health.up().build();
        } catch (TimeoutException silent) {
            return away("no answer in " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException refused) {
            return away(String.valueOf(refused.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return away("this process is stopping");
        }
    }

    private Health away(String cause) {
        return Health.down()
                .withDetail("reason", "redis-away")
                .withDetail(
                        "what",
                        "Redis at " + where + " does not answer (" + cause
                                + "): nothing is taken, dispatched or sent until it does.")
                .build();
    }
}
