package dev.vestnik.component.redisstreams;

import io.lettuce.core.Range;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** Delivers the keys of a keyed stream as they become due, each to one consumer at a time. */
@ManagedResource(description = "Consumer of a keyed Redis stream")
public class KeyedConsumer extends RedisStreamsConsumer {
    private final KeyedStream keys;

    KeyedConsumer(RedisStreamsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.keys = new KeyedStream(options.streamKey());
    }

    @Override
    Worker worker(ExchangeRunner runner, Settler settler) {
        return new KeyedWorker(connections(), options, counters, signal, runner, settler);
    }

    @ManagedAttribute(description = "Keys with entries, those in work included; -1 if Redis does not answer")
    public long getKeys() {
        return Ask.number(() -> connections().shared().zcard(keys.due()));
    }

    @ManagedAttribute(description = "Keys that are due and that nobody has taken; -1 if Redis does not answer")
    public long getDue() {
        return Ask.number(() -> connections().shared().zcount(keys.due(), Range.create(0, System.currentTimeMillis())));
    }

    @ManagedAttribute(
            description =
                    "How long the key that waits longest has been due, in ms by this machine's clock; 0 if none is,"
                            + " -1 if Redis does not answer")
    public long getOverdue() {
        return Ask.number(() -> connections()
                .shared()
                .zrangeWithScores(keys.due(), 0, 0)
                .thenApply(first -> first.isEmpty()
                        ? 0L
                        : Math.max(
                                0,
                                System.currentTimeMillis() - (long) first.get(0).getScore())));
    }

    @ManagedAttribute(description = "Dead letters that wait for a decision; -1 if Redis does not answer")
    public long getDeadLetters() {
        return Ask.number(() -> connections().shared().xlen(keys.dead()));
    }
}
