package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles what was given of a key, by its outcome. */
final class KeyedSettler {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedSettler.class);

    private final RedisStreamsConfiguration options;
    private final Counters counters;
    private final Settler settler;
    private final KeyedTrips trips;
    private final KeyedStream keys;

    /** What is to be written. */
    private record Plan(Args writes, Map<String, String> dead, List<String> done, Duration delay, String state) {}

    KeyedSettler(RedisStreamsConfiguration options, Counters counters, Settler settler, KeyedTrips trips) {
        this.options = options;
        this.counters = counters;
        this.settler = settler;
        this.trips = trips;
        this.keys = new KeyedStream(options.streamKey());
    }

    /** Settles, and calls back once Redis has answered. */
    void settle(KeyLease lease, Rate pace, Outcome outcome, Settlement settlement, Runnable ended) {
        if (outcome.kind() == Outcome.Kind.FAILED) {
            counters.failed.increment();
            LOG.warn(
                    "{}: {} of key {} failed: {}",
                    keys.base(),
                    lease.entries.get(0).id(),
                    lease.key,
                    String.valueOf(outcome.cause()));
        }
        Plan plan = plan(lease, outcome, settlement);
        settler.settle(
                () -> trips.settle(arguments(lease, plan, pace, settlement.hold(), outcome)), new Settler.Result() {
                    @Override
                    public void settled() {
                        counters.done.add(plan.done().size());
                        counters.dead.add(plan.dead().size());
                        ended.run();
                    }

                    @Override
                    public boolean notOwner(boolean repeated) {
                        if (lease.goesOn()) {
                            LOG.info("{}: key {} was not renewed in time and goes on", keys.base(), lease.key);
                            return true;
                        }
                        if (!repeated) {
                            counters.robbed.increment();
                            LOG.warn("{}: key {} has another owner; nothing was written", keys.base(), lease.key);
                        }
                        ended.run();
                        return false;
                    }

                    @Override
                    public void refused(Throwable cause) {
                        if (outcome.kind() == Outcome.Kind.DONE) {
                            settle(lease, pace, Outcome.failed(cause), new Settlement(settlement.ids()), ended);
                        } else {
                            LOG.error("{}: key {} cannot be settled: {}", keys.base(), lease.key, cause.toString());
                            ended.run();
                        }
                    }

                    /** It stays in work, and is given back with the rest. */
                    @Override
                    public void abandoned() {
                        LOG.debug("{}: key {} was not settled before the end", keys.base(), lease.key);
                    }
                });
    }

    private Plan plan(KeyLease lease, Outcome outcome, Settlement settlement) {
        List<String> ids = settlement.ids();
        switch (outcome.kind()) {
            case DONE -> {
                Map<String, String> dead = settlement.dead();
                List<String> done = settlement.done();
                int left = lease.singles - done.size() - dead.size();
                return new Plan(settlement.writes(), dead, done, settlement.due(), KeyLease.state(0, 0, left));
            }
            case AGAIN -> {
                String state = KeyLease.state(lease.failures, lease.deliveries + 1, lease.singles);
                return nothing(outcome.after(), state);
            }
            case DEAD -> {
                return bury(lease, ids, outcome.reason());
            }
            default -> {
                if (ids.size() > 1) {
                    String state = KeyLease.state(0, lease.deliveries + 1, ids.size());
                    return nothing(options.pauses().after(1), state);
                }
                int failures = lease.failures + 1;
                if (failures >= options.getMaxDeliveries()) {
                    return bury(lease, ids, Outcome.FAILED_TOO_OFTEN);
                }
                String state = KeyLease.state(failures, lease.deliveries + 1, lease.singles);
                return nothing(options.pauses().after(failures), state);
            }
        }
    }

    private static Plan bury(KeyLease lease, List<String> ids, String reason) {
        Map<String, String> dead = new LinkedHashMap<>();
        ids.forEach(id -> dead.put(id, reason));
        String state = KeyLease.state(0, 0, lease.singles - ids.size());
        return new Plan(new Args().add(0), dead, List.of(), Duration.ZERO, state);
    }

    private static Plan nothing(Duration delay, String state) {
        return new Plan(new Args().add(0), Map.of(), List.of(), delay, state);
    }

    private Args arguments(KeyLease lease, Plan plan, Rate pace, Duration hold, Outcome outcome) {
        Args arguments = Args.of(lease.key, lease.settle())
                .add(plan.delay().toMillis())
                .add(pace.interval())
                .add(pace.tolerance())
                .add(plan.state().isEmpty() && lease.isPlain() ? "-" : plan.state())
                .add(hold.toMillis())
                .append(plan.writes())
                .add(plan.dead().size());
        plan.dead()
                .forEach((id, reason) ->
                        arguments.add(id).add(lease.deliveries + 1).add(reason, outcome.error()));
        return arguments.list(plan.done());
    }
}
