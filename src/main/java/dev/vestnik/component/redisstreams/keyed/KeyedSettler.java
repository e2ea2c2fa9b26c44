package dev.vestnik.component.redisstreams.keyed;

import dev.vestnik.component.redisstreams.MdcScope;
import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.settle.Patience;
import dev.vestnik.component.redisstreams.settle.SettlementResult;
import dev.vestnik.component.redisstreams.settle.SettlementRetrier;
import dev.vestnik.component.redisstreams.work.ConsumerCounters;
import dev.vestnik.component.redisstreams.work.ExchangeOutcome;
import dev.vestnik.component.redisstreams.work.ExchangeSettlement;
import dev.vestnik.component.redisstreams.work.RetryPolicy;
import dev.vestnik.component.redisstreams.work.RetryPolicy.Action;
import dev.vestnik.component.redisstreams.work.RetryPolicy.Decision;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles the batches of keys: {@link RetryPolicy} decides, and the next run of the {@link KeyedPoller} writes. */
final class KeyedSettler {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedSettler.class);

    private final RetryPolicy policy;
    private final ConsumerCounters counters;
    private final SettlementRetrier retrier;
    private final KeyedPoller poller;
    private final KeyedKeys keys;
    private final Consumer<KeyLease> ended;

    /** @param ended is told of each key that is no longer in work */
    KeyedSettler(
            RetryPolicy policy,
            ConsumerCounters counters,
            SettlementRetrier retrier,
            KeyedPoller poller,
            KeyedKeys keys,
            Consumer<KeyLease> ended) {
        this.policy = policy;
        this.counters = counters;
        this.retrier = retrier;
        this.poller = poller;
        this.keys = keys;
        this.ended = ended;
    }

    /** Settles a batch without waiting. */
    void settle(KeyLease lease, Rate pace, ExchangeOutcome outcome, ExchangeSettlement settlement) {
        if (outcome.kind() == ExchangeOutcome.Kind.FAILED) {
            counters.failed.increment();
            try (MdcScope about = settlement.logScope()) {
                LOG.warn("{}: {} failed: {}", keys.base(), lease.firstId(), String.valueOf(outcome.cause()));
            }
        }
        Decision decision = policy.decide(outcome, settlement, lease.failures);
        write(lease, pace, outcome, settlement, decision);
    }

    private void write(
            KeyLease lease, Rate pace, ExchangeOutcome outcome, ExchangeSettlement settlement, Decision decision) {
        Patience patience = RetryPolicy.patience(outcome, settlement, true);
        CompletableFuture<SettlementResult> result =
                retrier.run(patience, () -> poller.settle(arguments(lease, pace, outcome, settlement, decision)));
        var unused = result.thenAccept(written -> {
            try (MdcScope about = settlement.logScope()) {
                ended(lease, pace, outcome, settlement, decision, written);
            }
        });
    }

    private void ended(
            KeyLease lease,
            Rate pace,
            ExchangeOutcome outcome,
            ExchangeSettlement settlement,
            Decision decision,
            SettlementResult result) {
        switch (result.kind()) {
            case WRITTEN -> {
                counters.done.add(decision.done().size());
                counters.dead(LOG, keys.base(), decision.dead(), outcome.error());
                ended.accept(lease);
            }
            case FENCED -> {
                if (lease.continuesUnderNewerLease()) {
                    LOG.info("{}: the key of {} was not renewed in time and goes on", keys.base(), lease.firstId());
                    retrier.execute(() -> write(lease, pace, outcome, settlement, decision));
                    return;
                }
                if (!result.repeated()) {
                    counters.fenced.increment();
                    LOG.warn("{}: the key of {} has another owner; nothing was written", keys.base(), lease.firstId());
                }
                ended.accept(lease);
            }
            case REFUSED ->
                settle(
                        lease,
                        pace,
                        ExchangeOutcome.doneWithoutWrites(result.cause()),
                        settlement.withoutWrites(ExchangeOutcome.SETTLEMENT_REFUSED));
            // The key stays in work and is given back with the others.
            case ABANDONED ->
                LOG.debug("{}: the key of {} was not settled before the end", keys.base(), lease.firstId());
        }
    }

    private static ScriptArguments arguments(
            KeyLease lease, Rate pace, ExchangeOutcome outcome, ExchangeSettlement settlement, Decision decision) {
        String state = state(lease, settlement, decision);
        ScriptArguments arguments = ScriptArguments.of(lease.key, lease.settle())
                .add(decision.after().toMillis())
                .add(pace.interval())
                .add(pace.tolerance())
                .add(state.isEmpty() && lease.isPlain() ? "-" : state)
                .add(settlement.hold().toMillis())
                .append(decision.action() == Action.SETTLE ? settlement.writes() : ScriptArguments.none())
                .add(decision.dead().size());
        Set<String> foreign = settlement.foreign();
        decision.dead().forEach((id, reason) -> arguments
                .add(id)
                .add(lease.deliveries + 1)
                .add(reason, outcome.error(), foreign.contains(id) ? "1" : "0"));
        return arguments.list(decision.done());
    }

    /** The state that Redis keeps about the first entry of the key that stays. */
    private static String state(KeyLease lease, ExchangeSettlement settlement, Decision decision) {
        int deliveries = lease.deliveries + 1;
        return switch (decision.action()) {
            case SETTLE, BURY ->
                KeyLease.state(
                        0,
                        0,
                        lease.singles - decision.done().size() - decision.dead().size());
            case RETRY -> KeyLease.state(lease.failures, deliveries, lease.singles);
            case COUNT_FAILURE -> KeyLease.state(decision.failures(), deliveries, lease.singles);
            case RETRY_ONE_BY_ONE ->
                KeyLease.state(0, deliveries, settlement.ids().size());
        };
    }
}
