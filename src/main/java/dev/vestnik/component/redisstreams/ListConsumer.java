package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes an exchange, without a body, as soon as a list has elements. It takes none of them: that is for the route to do, and
 * the next exchange comes when this one has ended and there are elements still or again. Any number of consumers may watch
 * one list.
 */
@ManagedResource(description = "Consumer that watches a Redis list")
public class ListConsumer extends DefaultConsumer {
    private final RedisStreamsConfiguration options;
    private final Look<Long> length;
    private @Nullable Work work;

    /** What exists only while the consumer runs. */
    private record Work(Loop loop, ListWatch watch) {}

    ListConsumer(RedisStreamsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.options = endpoint.getConfiguration();
        String list = options.getKeyPrefix() + options.getList();
        this.length = new Look<>(() -> endpoint.connections().shared().llen(list), -1L);
    }

    @Override
    public RedisStreamsEndpoint getEndpoint() {
        return (RedisStreamsEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        String list = options.getKeyPrefix() + options.getList();
        ExecutorService thread = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, "RedisStreams-" + options.getList() + "-watch");
        ListWatch watch = new ListWatch(getEndpoint().connections(), list, Duration.ofMillis(options.getBlock()));
        Loop loop = new Loop("Watching " + list, thread, () -> round(watch));
        work = new Work(loop, watch);
        loop.start();
    }

    /** An exchange that fails fails the round too, so that the next one comes after a pause. */
    private void round(ListWatch watch) throws Exception {
        if (!watch.awaitElement() || !isRunAllowed()) {
            return;
        }
        Exchange exchange = createExchange(false);
        try {
            getProcessor().process(exchange);
            Exception problem = exchange.getException();
            if (problem != null) {
                throw problem;
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    @Override
    protected void doStop() throws Exception {
        Work current = work;
        work = null;
        if (current != null) {
            current.loop().quit();
            current.watch().interrupt();
            current.loop().join(Duration.ofMillis(options.getBlock()).plus(Connections.COMMAND_TIMEOUT));
            current.watch().close();
        }
        super.doStop();
    }

    @ManagedAttribute(description = "How long ago the list was last looked at, in ms; -1 when stopped")
    public long getLastPollAge() {
        Work current = work;
        return current == null ? -1 : current.loop().age().toMillis();
    }

    @ManagedAttribute(description = "What the last look at the list, or its exchange, failed with; empty if it did not")
    public String getProblem() {
        Work current = work;
        String problem = current == null ? null : current.loop().problem();
        return problem == null ? "" : problem;
    }

    @ManagedAttribute(description = "Elements of the list; -1 if Redis does not answer")
    public long getLength() {
        return length.now();
    }
}
