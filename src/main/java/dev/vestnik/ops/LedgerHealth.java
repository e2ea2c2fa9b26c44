package dev.vestnik.ops;

import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Shows as a detail whether the balance of the ledger closes. It never sets the health to DOWN, because a missing entry
 * does not stop the others.
 */
public final class LedgerHealth implements HealthIndicator {
    private final LedgerBalanceCache book;

    public LedgerHealth(LedgerBalanceCache book) {
        this.book = book;
    }

    @Override
    public Health health() {
        return book.sum()
                .map(sum -> Health.up().withDetails(Map.of("closes", sum.closes(), "missing", sum.missing())))
                .orElseGet(Health::unknown)
                .build();
    }
}
