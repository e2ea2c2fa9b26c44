package dev.vestnik.component.redisstreams;

import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** Delivers the keys of a keyed stream as they become due, each to one consumer at a time. */
@ManagedResource(description = "Consumer of a keyed Redis stream")
public class KeyedConsumer extends RedisStreamsConsumer {
    private final Look<KeyedFigures> look;

    KeyedConsumer(RedisStreamsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        KeyedStream keys = new KeyedStream(options.streamKey());
        this.look = new Look<>(() -> KeyedFigures.ask(connections(), keys), KeyedFigures.UNKNOWN);
    }

    @Override
    Worker worker(ExchangeRunner runner, Settler settler) {
        return new KeyedWorker(connections(), options, counters, signal, runner, settler);
    }

    @ManagedAttribute(description = "Keys with entries, those in work included; -1 if Redis does not answer")
    public long getKeys() {
        return look.now().keys();
    }

    @ManagedAttribute(description = "Keys that are due and that nobody has taken; -1 if Redis does not answer")
    public long getDue() {
        return look.now().due();
    }

    @ManagedAttribute(
            description =
                    "How long the key that waits longest has been due, in ms by this machine's clock; 0 if none is,"
                            + " -1 if Redis does not answer")
    public long getOverdue() {
        return look.now().overdue();
    }

    @Override
    public long getDeadLetters() {
        return look.now().dead();
    }
}
