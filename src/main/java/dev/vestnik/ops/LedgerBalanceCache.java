package dev.vestnik.ops;

import dev.vestnik.ledger.LedgerBalance;
import dev.vestnik.ops.health.BackgroundReading;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The balance of the ledger, read in the background. */
public final class LedgerBalanceCache implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final BackgroundReading<Optional<LedgerBalance>> balance;

    /** @param connected whether there is a connection to Redis; without one no query waits for it */
    public LedgerBalanceCache(RedisClusterCommands<String, String> redis, Keys keys, BooleanSupplier connected) {
        this.balance = new BackgroundReading<>(
                "ledger-balance",
                INTERVAL,
                LIMIT,
                Optional.empty(),
                () -> connected.getAsBoolean() ? Optional.of(LedgerBalance.read(redis, keys)) : Optional.empty());
    }

    /** Empty if Redis does not answer. */
    public Optional<LedgerBalance> sum() {
        return balance.value();
    }

    @Override
    public void close() {
        balance.close();
    }
}
