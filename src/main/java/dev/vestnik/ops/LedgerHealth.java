package dev.vestnik.ops;

import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * DOWN while the balance of the ledger does not close, because then an event was lost, or somebody changed the outbox by
 * hand.
 */
public final class LedgerHealth implements HealthIndicator {
    private final LedgerBalanceCache book;

    public LedgerHealth(LedgerBalanceCache book) {
        this.book = book;
    }

    @Override
    public Health health() {
        return book.sum()
                .map(sum -> (sum.closes() ? Health.up() : Health.down())
                        .withDetails(Map.of("closes", sum.closes(), "missing", sum.missing())))
                .orElseGet(Health::unknown)
                .build();
    }
}
