package dev.vestnik.component.redisstreams;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles what was given of a group, by its outcome; what is not done goes to the retries. */
final class GroupSettler {
    private static final Logger LOG = LoggerFactory.getLogger(GroupSettler.class);

    private final Connections connections;
    private final RedisStreamsConfiguration options;
    private final Counters counters;
    private final Settler settler;
    private final Retries retries;
    private final GroupStream keys;
    private final Exclusive right;
    private final ConsumerName name;

    /** What is to be written, and what is to be tried again. */
    private record Plan(
            Args writes,
            Map<String, String> dead,
            List<String> failed,
            List<String> done,
            List<Settlement.Later> again) {
        /** Whether all entries stay as they are, so that nothing of them shows whether this was written. */
        boolean endsNothing() {
            return dead.isEmpty() && done.isEmpty();
        }

        boolean writesNothing() {
            return endsNothing() && failed.isEmpty() && writes.isNone();
        }
    }

    GroupSettler(
            Connections connections,
            RedisStreamsConfiguration options,
            Counters counters,
            Settler settler,
            Retries retries,
            GroupStream keys,
            Exclusive right,
            ConsumerName name) {
        this.connections = connections;
        this.options = options;
        this.counters = counters;
        this.settler = settler;
        this.retries = retries;
        this.keys = keys;
        this.right = right;
        this.name = name;
    }

    /**
     * Settles, and calls back once Redis has answered.
     *
     * @param lost called first where the entries have another owner, or could not be settled at all
     */
    void settle(GroupBatch batch, Outcome outcome, Settlement settlement, Runnable lost, Runnable ended) {
        if (outcome.kind() == Outcome.Kind.FAILED) {
            counters.failed.increment();
            LOG.warn("{}: {} failed: {}", keys.stream(), batch.ids().get(0), String.valueOf(outcome.cause()));
        }
        Plan plan = plan(batch, outcome, settlement);
        String once = plan.endsNothing() && !plan.writes().isNone()
                ? UUID.randomUUID().toString()
                : "";
        if (plan.writesNothing()) {
            retry(plan, batch);
            ended.run();
            return;
        }
        Set<String> streams = plan.writes().isNone() ? Set.of() : settlement.streams();
        settler.settle(
                () -> send(batch, arguments(batch, plan, outcome, once, streams), streams), new Settler.Result() {
                    @Override
                    public void settled() {
                        counters.done.add(plan.done().size());
                        counters.dead.add(plan.dead().size());
                        retry(plan, batch);
                        ended.run();
                    }

                    @Override
                    public boolean notOwner(boolean repeated) {
                        if (!repeated) {
                            counters.robbed.increment();
                            LOG.warn(
                                    "{}: {} has another owner; nothing was written",
                                    keys.stream(),
                                    batch.ids().get(0));
                        }
                        putBack(repeated ? plan : null, batch);
                        lost.run();
                        ended.run();
                        return false;
                    }

                    @Override
                    public void refused(Throwable cause) {
                        if (outcome.kind() == Outcome.Kind.DONE) {
                            Settlement nothing = new Settlement(settlement.ids());
                            settle(batch, Outcome.failed(cause), nothing, lost, ended);
                        } else {
                            LOG.error(
                                    "{}: {} cannot be settled: {}",
                                    keys.stream(),
                                    batch.ids().get(0),
                                    cause.toString());
                            retries.add(
                                    batch.ids(),
                                    options.pauses().after(options.getMaxDeliveries()),
                                    batch.agains() + 1);
                            lost.run();
                            ended.run();
                        }
                    }

                    @Override
                    public void abandoned() {
                        ended.run();
                    }
                });
    }

    private CompletableFuture<Long> send(GroupBatch batch, Args arguments, Set<String> streams) {
        RedisClusterAsyncCommands<String, byte[]> redis = connections.shared();
        String[] names = right.keys(keys.stream(), keys.failures(), keys.dead(), name.key(batch.consumer()));
        Runnable sent = () -> streams.forEach(connections.followers()::written);
        return connections.send(() -> Script.GROUP_SETTLE.number(redis, names, arguments, sent));
    }

    /**
     * What was refused may be pending here all the same, as the lease was only in doubt; then it comes before what was taken
     * after it. What is not pending here is passed over.
     *
     * @param perhaps what may have been written already
     */
    private void putBack(@Nullable Plan perhaps, GroupBatch batch) {
        List<String> rest = new ArrayList<>(batch.ids());
        if (perhaps != null) {
            retry(perhaps, batch);
            perhaps.again().forEach(later -> rest.removeAll(later.ids()));
        }
        if (right.needed() && !rest.isEmpty()) {
            retries.add(rest, Duration.ZERO, batch.agains() + 1);
        }
    }

    private void retry(Plan plan, GroupBatch batch) {
        int agains = batch.agains() + (plan.failed().isEmpty() ? 1 : 0);
        for (int i = plan.again().size() - 1; i >= 0; i--) {
            Settlement.Later later = plan.again().get(i);
            retries.add(later.ids(), later.after(), agains);
        }
    }

    private Plan plan(GroupBatch batch, Outcome outcome, Settlement settlement) {
        List<String> ids = batch.ids();
        switch (outcome.kind()) {
            case DONE -> {
                return new Plan(
                        settlement.writes(), settlement.dead(), List.of(), settlement.done(), settlement.kept());
            }
            case AGAIN -> {
                return again(List.of(), ids, outcome.after());
            }
            case DEAD -> {
                return bury(ids, outcome.reason());
            }
            default -> {
                if (ids.size() > 1) {
                    Duration pause = options.pauses().after(1);
                    return new Plan(
                            new Args().add(0),
                            Map.of(),
                            List.of(),
                            List.of(),
                            ids.stream()
                                    .map(id -> new Settlement.Later(List.of(id), pause))
                                    .toList());
                }
                int failures = batch.entries().get(0).failures() + 1;
                return failures >= options.getMaxDeliveries()
                        ? bury(ids, Outcome.FAILED_TOO_OFTEN)
                        : again(ids, ids, options.pauses().after(failures));
            }
        }
    }

    private static Plan bury(List<String> ids, String reason) {
        Map<String, String> dead = new LinkedHashMap<>();
        ids.forEach(id -> dead.put(id, reason));
        return new Plan(new Args().add(0), dead, List.of(), List.of(), List.of());
    }

    private static Plan again(List<String> failed, List<String> ids, Duration after) {
        return new Plan(new Args().add(0), Map.of(), failed, List.of(), List.of(new Settlement.Later(ids, after)));
    }

    private Args arguments(GroupBatch batch, Plan plan, Outcome outcome, String once, Set<String> streams) {
        boolean taken = connections.followers().take(streams);
        Args arguments = Args.of(keys.group(), batch.consumer(), name.token(batch.consumer()), right.token(), once)
                .add(taken ? 1 : 0)
                .list(batch.ids())
                .append(plan.writes())
                .add(plan.dead().size());
        int deliveries = batch.entries().get(0).deliveries();
        plan.dead().forEach((id, reason) -> arguments.add(id).add(deliveries).add(reason, outcome.error()));
        int failures = batch.entries().get(0).failures() + 1;
        return arguments.list(plan.failed()).add(failures).list(plan.done()).list(forgotten(batch, plan));
    }

    /** What had failed before, and will not again. */
    private static List<String> forgotten(GroupBatch batch, Plan plan) {
        List<String> forgotten = new ArrayList<>();
        for (Entry entry : batch.entries()) {
            String id = entry.id();
            if (entry.failures() > 0 && (plan.done().contains(id) || plan.dead().containsKey(id))) {
                forgotten.add(id);
            }
        }
        return forgotten;
    }
}
