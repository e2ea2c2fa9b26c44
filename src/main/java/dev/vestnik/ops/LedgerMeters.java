package dev.vestnik.ops;

import dev.vestnik.ledger.LedgerBalance;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * The sum of the ledger as gauges, the same from every instance: {@code vestnik.ledger.lines} by {@code what}, see {@link
 * LedgerBalance}, and {@code vestnik.ledger.missing}, which is 0 as long as the sum closes. NaN while Redis does not answer.
 */
public final class LedgerMeters implements MeterBinder {
    private final LedgerBalanceCache book;

    public LedgerMeters(LedgerBalanceCache book) {
        this.book = book;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String what : LedgerBalance.NOTHING.lines().keySet()) {
            Gauge.builder("vestnik.ledger.lines", () -> value(sum -> sum.lines().getOrDefault(what, 0L)))
                    .description("Lines of the ledger by what they say, since the first event")
                    .tag("what", what)
                    .register(registry);
        }
        Gauge.builder("vestnik.ledger.missing", () -> value(LedgerBalance::missing))
                .description("Lines that nobody can account for; 0: the sum of the ledger closes")
                .register(registry);
    }

    private double value(ToDoubleFunction<LedgerBalance> value) {
        return book.sum().map(value::applyAsDouble).orElse(Double.NaN);
    }
}
