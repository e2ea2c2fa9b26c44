package dev.vestnik.ops;

import dev.vestnik.ops.health.BackgroundReading;
import dev.vestnik.store.Keys;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedResource;

/**
 * Where the parts run that only one process may run: {@code dispatch} and {@code telegram-poll}. The meter {@code
 * vestnik.leader} by {@code lease} is 1 in the process that holds the lease, so the sum over all instances is 1. The health
 * has the details {@code here}, {@code elsewhere}, {@code nowhere}, or {@code unknown} while Redis does not answer. It is DOWN
 * if a part has run nowhere for ten seconds, which a change of the leader does not take.
 */
@ManagedResource(
        objectName = "dev.vestnik:type=Leadership",
        description = "Where the parts run that only one process may run: here, elsewhere, nowhere, or unknown")
public final class LeadershipStatus implements HealthIndicator, MeterBinder, AutoCloseable {
    private static final List<String> LEASES = List.of("dispatch", "telegram-poll");
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NOWHERE = "nowhere";
    private static final String UNKNOWN = "unknown";

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Predicate<String> held;
    private final BooleanSupplier connected;
    private final Clock clock;
    /** Since when a part runs nowhere. */
    private final Map<String, Instant> nowhere = new ConcurrentHashMap<>();

    private final BackgroundReading<Map<String, String>> places;

    /**
     * @param held whether this process holds the lease of a Redis key
     * @param connected whether there is a connection to Redis; without one no query waits for it
     */
    public LeadershipStatus(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            Predicate<String> held,
            BooleanSupplier connected,
            Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.held = held;
        this.connected = connected;
        this.clock = clock;
        this.places = new BackgroundReading<>("leadership", INTERVAL, LIMIT, Map.of(), this::look);
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
        Map<String, String> now = places.value();
        List<String> missing = nowhere.entrySet().stream()
                .filter(since -> !clock.instant().isBefore(since.getValue().plus(PATIENCE)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Health.Builder health = now.isEmpty() || now.containsValue(UNKNOWN) ? Health.unknown() : Health.up();
        if (!missing.isEmpty() && !now.isEmpty()) {
            health = Health.down()
                    .withDetail("what", "No process holds the lease of " + String.join(" and ", missing) + ".");
        }
        for (String lease : LEASES) {
            health.withDetail(lease, now.getOrDefault(lease, UNKNOWN));
        }
        return health.build();
    }

    @ManagedAttribute(description = "Where events are dispatched")
    public String getDispatch() {
        return places.value().getOrDefault("dispatch", UNKNOWN);
    }

    @ManagedAttribute(description = "Where Telegram is polled")
    public String getTelegramPoll() {
        return places.value().getOrDefault("telegram-poll", UNKNOWN);
    }

    private Map<String, String> look() {
        Map<String, String> found = new HashMap<>();
        for (String lease : LEASES) {
            String place = where(keys.lease(lease));
            found.put(lease, place);
            if (place.equals(NOWHERE)) {
                nowhere.putIfAbsent(lease, clock.instant());
            } else {
                nowhere.remove(lease);
            }
        }
        return found;
    }

    private String where(String key) {
        if (held.test(key)) {
            return "here";
        }
        if (!connected.getAsBoolean()) {
            return UNKNOWN;
        }
        try {
            return redis.exists(key) > 0 ? "elsewhere" : NOWHERE;
        } catch (RedisException away) {
            return UNKNOWN;
        }
    }

    @Override
    public void close() {
        places.close();
    }
}
