package dev.vestnik.ops;

import dev.vestnik.store.Keys;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Where the parts run that only one process may run: {@code dispatch} and {@code telegram-poll}. The meter {@code
 * vestnik.leader} by {@code lease} is 1 in the process that holds the lease, so the sum over all instances is 1. The health
 * is always up, with the details {@code here}, {@code elsewhere}, {@code nowhere}, or {@code unknown} while Redis does not
 * answer.
 */
public final class LeadershipStatus implements HealthIndicator, MeterBinder {
    private static final List<String> LEASES = List.of("dispatch", "telegram-poll");

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Predicate<String> held;
    private final BooleanSupplier connected;

    /**
     * @param held whether this process holds the lease of a Redis key
     * @param connected whether there is a connection to Redis; without one no query waits for it
     */
    public LeadershipStatus(
            RedisClusterCommands<String, String> redis, Keys keys, Predicate<String> held, BooleanSupplier connected) {
        this.redis = redis;
        this.keys = keys;
        this.held = held;
        this.connected = connected;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String lease : LEASES) {
            Gauge.builder("vestnik.leader", () -> held.test(keys.lease(lease)) ? 1 : 0)
                    .description("1 where this process does what only one may do")
                    .tag("lease", lease)
                    .register(registry);
        }
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        LEASES.forEach(lease -> health.withDetail(lease, where(keys.lease(lease))));
        return health.build();
    }

    private String where(String key) {
        if (held.test(key)) {
            return "here";
        }
        if (!connected.getAsBoolean()) {
            return "unknown";
        }
        try {
            return redis.exists(key) > 0 ? "elsewhere" : "nowhere";
        } catch (RedisException away) {
            return "unknown";
        }
    }
}
