package dev.vestnik.delivery;

import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator has paused delivery: no instance sends what waits in the outbox, until somebody resumes it. Replies to commands
 * do not wait.
 */
public final class DeliveryPause {
    /** How long a chat waits before it asks again, and how old an answer may be. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Clock clock;
    private volatile @Nullable Reading last;

    public DeliveryPause(RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    /** @param by the operator's login */
    public record Paused(Instant since, String by) {}

    private record Reading(Optional<Paused> paused, Instant at) {}

    /** Empty: delivery is not paused. */
    public Optional<Paused> read() {
        Optional<Paused> paused =
                Optional.ofNullable(redis.get(keys.deliveryPaused())).map(json -> RedisJson.read(json, Paused.class));
        last = new Reading(paused, clock.instant());
        return paused;
    }

    /** As {@link #read}, at most one {@link #INTERVAL} old. */
    public Optional<Paused> recent() {
        Reading reading = last;
        return reading == null || !clock.instant().isBefore(reading.at().plus(INTERVAL)) ? read() : reading.paused();
    }

    /** Has no effect while delivery is paused. */
    public Paused begin(String by) {
        String json = RedisJson.write(new Paused(clock.instant(), by));
        redis.set(keys.deliveryPaused(), json, SetArgs.Builder.nx());
        return read().orElseThrow();
    }

    /** @return whether delivery was paused */
    public boolean end() {
        boolean paused = redis.del(keys.deliveryPaused()) > 0;
        read();
        return paused;
    }
}
