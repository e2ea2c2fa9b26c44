package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves a list into the stream as soon as it has elements, and then makes an exchange whose body is how many they were. An
 * element is in one of the two at any time, whatever dies. Any number of consumers may drain one list: each is woken, one
 * moves, and the others find nothing.
 */
@ManagedResource(description = "Consumer that drains a Redis list into a stream")
public class ListConsumer extends DefaultConsumer {
    /** So long the wait for what is next stands back behind what was just moved, which others now read. */
    private static final Duration WORK_FIRST = Duration.ofMillis(3);

    private final RedisStreamsConfiguration options;
    private final ListDrain drain;
    private final Look<Long> length;
    private @Nullable Work work;

    /** What exists only while the consumer runs. */
    private record Work(Loop loop, ListWatch watch) {}

    ListConsumer(RedisStreamsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.options = endpoint.getConfiguration();
        this.drain = new ListDrain(endpoint);
        this.length = new Look<>(() -> endpoint.connections().shared().llen(drain.list()), -1L);
    }

    @Override
    public RedisStreamsEndpoint getEndpoint() {
        return (RedisStreamsEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ExecutorService thread = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, "RedisStreams-" + options.getList() + "-drain");
        ListWatch watch =
                new ListWatch(getEndpoint().connections(), drain.list(), Duration.ofMillis(options.getBlock()));
        Loop loop = new Loop("Draining " + drain.list(), thread, () -> round(watch));
        work = new Work(loop, watch);
        loop.start();
    }

    /** An exchange that fails fails the round too, so that the next one comes after a pause. */
    private void round(ListWatch watch) throws Exception {
        Connections connections = getEndpoint().connections();
        connections.shared();
        Connections.Link link = watch.connected();
        long moved = connections
                .send(() -> watch.moved(link, drain).thenCompose(this::workFirst))
                .get();
        if (moved == 0) {
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(moved);
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

    private CompletableFuture<Long> workFirst(long moved) {
        CompletableFuture<Long> later = new CompletableFuture<>();
        if (moved == 0) {
            later.complete(moved);
        } else {
            getEndpoint().connections().later(WORK_FIRST, () -> later.complete(moved));
        }
        return later;
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
