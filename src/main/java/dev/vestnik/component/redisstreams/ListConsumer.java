package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.CachedStats;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.drain.ListDrain;
import dev.vestnik.component.redisstreams.drain.ListWait;
import dev.vestnik.component.redisstreams.work.ReadLoop;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves a list into the stream as soon as it has elements, and then makes an exchange whose body is the number of elements. At
 * any time, an element is in exactly one of the two. Any number of consumers may drain one list: each is woken, one moves the
 * elements, and the others find nothing.
 */
@ManagedResource(description = "Consumer that drains a Redis list into a stream")
public class ListConsumer extends DefaultConsumer {
    private final RedisStreamsConfiguration options;
    private final CachedStats<Long> length;
    private @Nullable Work work;

    /** The parts that exist only while the consumer runs. */
    private record Work(ReadLoop loop, ListWait listWait) {}

    ListConsumer(RedisStreamsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.options = endpoint.getConfiguration();
        this.length = new CachedStats<>(
                () -> endpoint.connections()
                        .sharedNow()
                        .llen(endpoint.listDrain().list()),
                -1L);
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
        ListDrain drain = getEndpoint().listDrain();
        ListWait wait = new ListWait(getEndpoint().connections(), drain.list(), Duration.ofMillis(options.getBlock()));
        ReadLoop loop = new ReadLoop("Draining " + drain.list(), thread, () -> round(wait, drain));
        work = new Work(loop, wait);
        loop.start();
    }

    /** A failed exchange also fails the round, so that the next round comes after a pause. */
    private void round(ListWait wait, ListDrain drain) throws Exception {
        getEndpoint().connections().shared();
        long moved = wait.drain(drain);
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

    @Override
    protected void doStop() throws Exception {
        Work current = work;
        work = null;
        if (current != null) {
            current.loop().quit();
            current.listWait().interrupt();
            current.loop().join(Duration.ofMillis(options.getBlock()).plus(Connections.COMMAND_TIMEOUT));
            current.listWait().close();
        }
        super.doStop();
    }

    @ManagedAttribute(description = "How long ago the list was last looked at, in ms; -1 when stopped")
    public long getLastPollAge() {
        Work current = work;
        return current == null ? -1 : current.loop().age().toMillis();
    }

    @ManagedAttribute(
            description = "The error of the last read of the list, or of its exchange; empty if there was none")
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
