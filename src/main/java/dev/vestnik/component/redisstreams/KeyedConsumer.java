package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.CachedStats;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.keyed.KeyedStats;
import dev.vestnik.component.redisstreams.keyed.KeyedWorker;
import dev.vestnik.component.redisstreams.settle.SettlementRetrier;
import dev.vestnik.component.redisstreams.work.ExchangeRunner;
import dev.vestnik.component.redisstreams.work.Worker;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** Delivers the keys of a keyed stream as they become due, each to one consumer at a time. */
@ManagedResource(description = "Consumer of a keyed Redis stream")
public class KeyedConsumer extends RedisStreamsConsumer {
    private final CachedStats<KeyedStats> stats;

    KeyedConsumer(RedisStreamsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        KeyedKeys keys = new KeyedKeys(options.streamKey());
        this.stats = new CachedStats<>(() -> KeyedStats.read(connections(), keys), KeyedStats.UNKNOWN);
    }

    @Override
    Worker worker(ExchangeRunner runner, SettlementRetrier retrier) {
        return new KeyedWorker(connections(), options, counters, signal, runner, retrier);
    }

    @ManagedAttribute(description = "Keys with entries, those in work included; -1 if Redis does not answer")
    public long getKeys() {
        return stats.now().keys();
    }

    @ManagedAttribute(description = "Keys that are due and not leased; -1 if Redis does not answer")
    public long getDue() {
        return stats.now().due();
    }

    @ManagedAttribute(
            description =
                    "How long the key that waits longest has been due, in ms by this machine's clock; 0 if none is,"
                            + " -1 if Redis does not answer")
    public long getOverdue() {
        return stats.now().overdue();
    }

    @Override
    public long getDeadLetters() {
        return stats.now().dead();
    }
}
