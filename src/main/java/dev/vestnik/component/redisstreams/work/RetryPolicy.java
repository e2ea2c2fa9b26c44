package dev.vestnik.component.redisstreams.work;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.settle.ExponentialBackoff;
import dev.vestnik.component.redisstreams.settle.Patience;
import dev.vestnik.component.redisstreams.work.ExchangeSettlement.Later;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Internal to the component. Decides what happens to the entries of an exchange that has ended, for groups and keyed streams
 * alike: a batch that fails is delivered one by one, a single entry that fails is delivered again with a growing pause, and an
 * entry that reaches {@code maxDeliveries} failures moves to the dead letters.
 */
public final class RetryPolicy {
    private final int maxDeliveries;
    private final ExponentialBackoff backoff;

    public RetryPolicy(RedisStreamsConfiguration options) {
        this.maxDeliveries = options.getMaxDeliveries();
        this.backoff = new ExponentialBackoff(
                Duration.ofMillis(options.getBackoff()), Duration.ofMillis(options.getMaxBackoff()));
    }

    /** The ways to go on with the entries. */
    public enum Action {
        /** Settle the entries as the route said: done, dead or kept. */
        SETTLE,
        /** Deliver again; no failure is counted. */
        RETRY,
        /** Deliver the entries of a failed batch one by one; no failure is counted. */
        RETRY_ONE_BY_ONE,
        /** Count one more failure of the single entry, and deliver it again. */
        COUNT_FAILURE,
        /** Move all entries to the dead letters. */
        BURY
    }

    /**
     * A decision.
     *
     * @param dead entries for the dead letters, with the reason
     * @param done entries that are done
     * @param failures COUNT_FAILURE: how many failures the entry has now
     * @param after when the first entry that stays may be delivered again
     */
    public record Decision(Action action, Map<String, String> dead, List<String> done, int failures, Duration after) {}

    /** @param failures the failures that the first entry has had before */
    public Decision decide(ExchangeOutcome outcome, ExchangeSettlement settlement, int failures) {
        List<String> ids = settlement.ids();
        return switch (outcome.kind()) {
            case DONE -> new Decision(Action.SETTLE, settlement.dead(), settlement.done(), 0, settlement.due());
            case RETRY -> again(Action.RETRY, 0, outcome.after());
            case DEAD -> bury(ids, outcome.reason());
            case FAILED -> failed(ids, failures + 1);
        };
    }

    private Decision failed(List<String> ids, int failures) {
        if (ids.size() > 1) {
            return again(Action.RETRY_ONE_BY_ONE, 0, backoff.after(1));
        }
        return failures >= maxDeliveries
                ? bury(ids, ExchangeOutcome.FAILED_TOO_OFTEN)
                : again(Action.COUNT_FAILURE, failures, backoff.after(failures));
    }

    private static Decision again(Action action, int failures, Duration after) {
        return new Decision(action, Map.of(), List.of(), failures, after);
    }

    private static Decision bury(List<String> ids, String reason) {
        Map<String, String> dead = new LinkedHashMap<>();
        ids.forEach(id -> dead.put(id, reason));
        return new Decision(Action.BURY, dead, List.of(), 0, Duration.ZERO);
    }

    /** The entries to deliver again, in order, with their pauses. */
    public List<Later> retries(Decision decision, ExchangeSettlement settlement) {
        List<String> ids = settlement.ids();
        return switch (decision.action()) {
            case SETTLE -> settlement.kept();
            case RETRY, COUNT_FAILURE -> List.of(new Later(ids, decision.after()));
            case RETRY_ONE_BY_ONE ->
                ids.stream().map(id -> new Later(List.of(id), decision.after())).toList();
            case BURY -> List.of();
        };
    }

    /**
     * How long a settlement is repeated that Redis refuses: as long as an entry that fails is delivered again, 31 s with the
     * default options.
     */
    public Duration patience() {
        Duration all = Duration.ZERO;
        for (int failures = 1; failures <= maxDeliveries; failures++) {
            all = all.plus(backoff.longestAfter(failures));
        }
        return all;
    }

    /**
     * How long to repeat this settlement if Redis refuses it.
     *
     * @param single whether the batch cannot be divided
     */
    public static Patience patience(ExchangeOutcome outcome, ExchangeSettlement settlement, boolean single) {
        if (outcome.kind() != ExchangeOutcome.Kind.DONE || settlement.writes().isNone()) {
            return Patience.UNLIMITED;
        }
        return single ? Patience.LIMITED : Patience.NONE;
    }

    /** Whether a consumer died with the entry too often in a row, the entry being alone in work. */
    public boolean crashedTooOften(int crashes) {
        return crashes >= maxDeliveries;
    }
}
