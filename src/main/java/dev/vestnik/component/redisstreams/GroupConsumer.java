package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.CachedStats;
import dev.vestnik.component.redisstreams.client.GroupKeys;
import dev.vestnik.component.redisstreams.group.GroupStats;
import dev.vestnik.component.redisstreams.group.GroupWorker;
import dev.vestnik.component.redisstreams.settle.SettlementRetrier;
import dev.vestnik.component.redisstreams.work.ExchangeRunner;
import dev.vestnik.component.redisstreams.work.Worker;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** Delivers the entries of a consumer group. */
@ManagedResource(description = "Consumer of a group of a Redis stream")
public class GroupConsumer extends RedisStreamsConsumer {
    private final CachedStats<GroupStats> stats;

    GroupConsumer(RedisStreamsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        GroupKeys keys = new GroupKeys(options.streamKey(), String.valueOf(options.getGroup()));
        this.stats = new CachedStats<>(() -> GroupStats.read(connections(), keys), GroupStats.UNKNOWN);
    }

    @Override
    Worker worker(ExchangeRunner runner, SettlementRetrier retrier) {
        Leases leases = getEndpoint().getComponent().leases(options);
        return new GroupWorker(connections(), leases, options, counters, signal, runner, retrier);
    }

    @ManagedAttribute(description = "Entries delivered to the group and not acknowledged; -1 if Redis does not answer")
    public long getPending() {
        return stats.now().pending();
    }

    @ManagedAttribute(
            description =
                    "Entries of the stream that the group has not read yet; -1 if it is not known, as after entries"
                            + " were deleted, or Redis does not answer")
    public long getLag() {
        return stats.now().lag();
    }

    @ManagedAttribute(
            description = "How old the oldest entry is that was delivered and not acknowledged, in ms by this machine's"
                    + " clock; 0 if there is none, -1 if Redis does not answer")
    public long getOldestPending() {
        return stats.now().oldestPending();
    }

    @ManagedAttribute(description = "Whether Redis knows the lag")
    public boolean isLagKnown() {
        return stats.now().lag() >= 0;
    }

    @ManagedAttribute(
            description = "Entries that this consumer removed, as all groups had done them and they were beyond"
                    + " their retention")
    public long getTrimmed() {
        return counters.trimmed.sum();
    }

    @ManagedAttribute(
            description = "The group that has not acknowledged entries beyond their retention, so that they and all"
                    + " after them stay; empty if there is none. Known by the consumer that trims")
    public String getTrimHeldBackBy() {
        return cleaner.backlog().group();
    }

    @ManagedAttribute(description = "How old the oldest entry is that is kept so, in ms; 0 if there is none")
    public long getTrimHeldBackAge() {
        return cleaner.backlog().age().toMillis();
    }

    @Override
    public long getDeadLetters() {
        return stats.now().dead();
    }
}
