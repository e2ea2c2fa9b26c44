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
    private static final CompletableFuture<Long> NOTHING = CompletableFuture.completedFuture(0L);

    /** So long one who reads the stream may be busy before the list is watched without it. */
    private static final Duration PATIENCE = Duration.ofMillis(10);

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

    /**
     * Waits first until those who read the stream rest, so that what comes next goes to them by the script that moves it. An
     * exchange that fails fails the round too, so that the next one comes after a pause.
     */
    private void round(ListWatch watch) throws Exception {
        Connections connections = getEndpoint().connections();
        connections.shared();
        connections.followers().awaitRest(options.streamKey(), PATIENCE);
        Connections.Link link = watch.connected();
        long moved = connections.send(() -> moveNext(watch, link)).get();
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

    private CompletableFuture<Long> moveNext(ListWatch watch, Connections.Link link) {
        CompletableFuture<Boolean> element = watch.element(link);
        CompletableFuture<Long> moved = getEndpoint()
                .connections()
                .followers()
                .moveNext(link, drain.list(), options.streamKey(), options.getDrainLimit());
        return moved == null
                ? element.thenCompose(there -> there ? move() : NOTHING)
                : element.thenCompose(any -> drain.goOn(moved));
    }

    /** At once, on the thread of the connection. */
    private CompletableFuture<Long> move() {
        Connections connections = getEndpoint().connections();
        if (!isRunAllowed() || connections.sharedIfOpen() == null) {
            return NOTHING;
        }
        CompletableFuture<Long> moved = drain.moveAll();
        connections.followers().written(options.streamKey());
        return moved;
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
