package dev.vestnik.component.redisstreams.group;

import dev.vestnik.component.redisstreams.MdcScope;
import dev.vestnik.component.redisstreams.client.CompletionCause;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.GroupKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.StreamEntry;
import dev.vestnik.component.redisstreams.client.StreamScript;
import dev.vestnik.component.redisstreams.lease.ConsumerName;
import dev.vestnik.component.redisstreams.lease.LeaseGuard;
import dev.vestnik.component.redisstreams.settle.SettlementResult;
import dev.vestnik.component.redisstreams.settle.SettlementRetrier;
import dev.vestnik.component.redisstreams.work.ConsumerCounters;
import dev.vestnik.component.redisstreams.work.ExchangeOutcome;
import dev.vestnik.component.redisstreams.work.ExchangeSettlement;
import dev.vestnik.component.redisstreams.work.ExchangeSettlement.Later;
import dev.vestnik.component.redisstreams.work.RetryPolicy;
import dev.vestnik.component.redisstreams.work.RetryPolicy.Action;
import dev.vestnik.component.redisstreams.work.RetryPolicy.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles the batches of a group: {@link RetryPolicy} decides, group-settle.lua writes, and the entries that stay pending go
 * to the {@link RetryQueue}.
 */
final class GroupSettler {
    private static final Logger LOG = LoggerFactory.getLogger(GroupSettler.class);

    /** A settled batch. */
    interface Listener {
        /** The entries have another owner, or could not be settled: what is pending must be looked at again. */
        void refused();

        /** The batch is no longer in work. */
        void ended(GroupBatch batch);
    }

    /** The writes and retries for one batch. */
    private record Plan(Decision decision, ScriptArguments writes, List<Later> retries) {
        /** Whether all entries stay pending, so that the entries do not show whether the plan was written. */
        boolean endsNothing() {
            return decision.dead().isEmpty() && decision.done().isEmpty();
        }

        boolean countsFailure() {
            return decision.action() == Action.COUNT_FAILURE;
        }

        boolean writesNothing() {
            return endsNothing() && !countsFailure() && writes.isNone();
        }
    }

    private final Connections connections;
    private final RetryPolicy policy;
    private final ConsumerCounters counters;
    private final SettlementRetrier retrier;
    private final RetryQueue retries;
    private final GroupKeys keys;
    private final LeaseGuard lease;
    private final ConsumerName name;
    private final Listener listener;

    GroupSettler(
            Connections connections,
            RetryPolicy policy,
            ConsumerCounters counters,
            SettlementRetrier retrier,
            RetryQueue retries,
            GroupKeys keys,
            LeaseGuard lease,
            ConsumerName name,
            Listener listener) {
        this.connections = connections;
        this.policy = policy;
        this.counters = counters;
        this.retrier = retrier;
        this.retries = retries;
        this.keys = keys;
        this.lease = lease;
        this.name = name;
        this.listener = listener;
    }

    /** Settles a batch without waiting; the listener is called once Redis has answered. */
    void settle(GroupBatch batch, ExchangeOutcome outcome, ExchangeSettlement settlement) {
        if (outcome.kind() == ExchangeOutcome.Kind.FAILED) {
            counters.failed.increment();
            try (MdcScope about = settlement.logScope()) {
                LOG.warn("{}: {} failed: {}", keys.stream(), batch.ids().get(0), String.valueOf(outcome.cause()));
            }
        }
        Plan plan = plan(batch, outcome, settlement);
        if (plan.writesNothing()) {
            enqueueRetries(plan, batch);
            listener.ended(batch);
            return;
        }
        String once = plan.endsNothing() && !plan.writes().isNone()
                ? UUID.randomUUID().toString()
                : "";
        String[] names = lease.keys(keys.stream(), keys.failures(), keys.dead(), name.key(batch.consumer()));
        // Each attempt has the current tokens: the leases may have been lost and taken again while Redis did not
        // answer.
        CompletableFuture<SettlementResult> result = retrier.run(
                RetryPolicy.patience(outcome, settlement, batch.entries().size() == 1), () -> StreamScript.GROUP_SETTLE
                        .number(connections.shared(), names, arguments(batch, plan, outcome, once))
                        .exceptionallyCompose(GroupSettler::fencedWithoutGroup));
        var unused = result.thenAccept(ended -> ended(batch, plan, outcome, settlement, ended));
    }

    /** Entries of a group that is gone are pending with nobody; the reader creates the group again and reads them. */
    private static CompletableFuture<Long> fencedWithoutGroup(Throwable problem) {
        return String.valueOf(CompletionCause.of(problem).getMessage()).startsWith("NOGROUP")
                ? CompletableFuture.completedFuture(0L)
                : CompletableFuture.failedFuture(problem);
    }

    private Plan plan(GroupBatch batch, ExchangeOutcome outcome, ExchangeSettlement settlement) {
        Decision decision =
                policy.decide(outcome, settlement, batch.entries().get(0).failures());
        ScriptArguments writes = decision.action() == Action.SETTLE ? settlement.writes() : ScriptArguments.none();
        return new Plan(decision, writes, policy.retries(decision, settlement));
    }

    private void ended(
            GroupBatch batch,
            Plan plan,
            ExchangeOutcome outcome,
            ExchangeSettlement settlement,
            SettlementResult result) {
        switch (result.kind()) {
            case WRITTEN -> {
                counters.done.add(plan.decision().done().size());
                counters.dead(LOG, keys.stream(), plan.decision().dead(), outcome.error());
                enqueueRetries(plan, batch);
            }
            case FENCED -> fenced(batch, plan, result.repeated());
            case REFUSED -> {
                if (batch.entries().size() > 1) {
                    settle(batch, ExchangeOutcome.failed(result.cause()), new ExchangeSettlement(batch.ids()));
                } else {
                    settle(
                            batch,
                            ExchangeOutcome.doneWithoutWrites(result.cause()),
                            settlement.withoutWrites(ExchangeOutcome.SETTLEMENT_REFUSED));
                }
                return;
            }
            case ABANDONED -> {}
        }
        listener.ended(batch);
    }

    /**
     * Redis wrote nothing, or this very settlement was written before. With a lease that was only in doubt the entries may
     * still be pending here; then they come before the entries that were taken after them. Entries that are not pending here
     * are skipped later.
     */
    private void fenced(GroupBatch batch, Plan plan, boolean repeated) {
        List<String> rest = new ArrayList<>(batch.ids());
        if (repeated) {
            enqueueRetries(plan, batch);
            plan.retries().forEach(later -> rest.removeAll(later.ids()));
        } else {
            counters.fenced.increment();
            LOG.warn(
                    "{}: {} has another owner; nothing was written",
                    keys.stream(),
                    batch.ids().get(0));
        }
        if (lease.needed() && !rest.isEmpty()) {
            retries.add(rest, Duration.ZERO, batch.retries() + 1);
        }
        listener.refused();
    }

    private void enqueueRetries(Plan plan, GroupBatch batch) {
        int number = batch.retries() + (plan.countsFailure() ? 0 : 1);
        for (int i = plan.retries().size() - 1; i >= 0; i--) {
            Later later = plan.retries().get(i);
            retries.add(later.ids(), later.after(), number);
        }
    }

    /** @param once a unique name if nothing else shows whether the plan was written; else empty */
    private ScriptArguments arguments(GroupBatch batch, Plan plan, ExchangeOutcome outcome, String once) {
        Decision decision = plan.decision();
        ScriptArguments arguments = ScriptArguments.of(
                        keys.group(), batch.consumer(), name.token(batch.consumer()), lease.token(), once)
                .list(batch.ids())
                .append(plan.writes())
                .add(decision.dead().size());
        int deliveries = batch.entries().get(0).deliveries();
        decision.dead()
                .forEach((id, reason) -> arguments.add(id).add(deliveries).add(reason, outcome.error(), "0"));
        return arguments
                .list(plan.countsFailure() ? batch.ids() : List.of())
                .add(decision.failures())
                .list(decision.done())
                .list(clearedFailures(batch, decision));
    }

    /** The entries that failed before and end now. */
    private static List<String> clearedFailures(GroupBatch batch, Decision decision) {
        List<String> cleared = new ArrayList<>();
        for (StreamEntry entry : batch.entries()) {
            String id = entry.id();
            if (entry.failures() > 0
                    && (decision.done().contains(id) || decision.dead().containsKey(id))) {
                cleared.add(id);
            }
        }
        return cleared;
    }
}
