package dev.vestnik.ops;

import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Whether the sum of the ledger closes, as a detail. It never takes the health down: what is missing is missing, and the
 * rest goes on.
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
