package dev.vestnik.ops;

import dev.vestnik.ledger.LedgerBalance;
import dev.vestnik.store.Keys;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The balance of the ledger, read at most once a second. */
public final class LedgerBalanceCache {
    private static final long FRESH_MILLIS = 1_000;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final BooleanSupplier connected;
    private final Clock clock;
    private @Nullable LedgerBalance last;
    private long lastMillis;

    /** @param connected whether there is a connection to Redis; without one no query waits for it */
    public LedgerBalanceCache(
            RedisClusterCommands<String, String> redis, Keys keys, BooleanSupplier connected, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.connected = connected;
        this.clock = clock;
    }

    /** Empty if Redis does not answer. */
    synchronized Optional<LedgerBalance> sum() {
        if (!connected.getAsBoolean()) {
            return Optional.empty();
        }
        long millis = clock.millis();
        if (last == null || millis - lastMillis > FRESH_MILLIS || millis < lastMillis) {
            try {
                last = LedgerBalance.read(redis, keys);
            } catch (RedisException away) {
                last = null;
            }
            lastMillis = millis;
        }
        return Optional.ofNullable(last);
    }
}
