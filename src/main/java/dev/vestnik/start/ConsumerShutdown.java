package dev.vestnik.start;

import dev.vestnik.component.redisstreams.RedisStreamsConsumer;
import dev.vestnik.component.telegram.AsyncTelegramConsumer;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * The first step of the stop. The consumers of streams and of Telegram take nothing more, finish the exchanges in flight
 * and give up their leases, so that other processes go on at once. Camel stops after the web server, which may wait for
 * requests that need its routes; in the sandbox the messages in flight go to this web server.
 */
public final class ConsumerShutdown implements SmartLifecycle {
    /** Stops before the sandbox ends its long polls (512 below the default phase) and the web server (1,024 below). */
    private static final int PHASE = DEFAULT_PHASE - 256;

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerShutdown.class);
    private static final Duration LONGEST_PING = Duration.ofSeconds(1);

    /** A second more than the exchanges in flight get, camel.main.shutdown-timeout. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final ObjectProvider<CamelContext> camel;
    private final StatefulRedisConnection<?, ?> redis;
    private final Runnable disconnectStreams;
    private volatile boolean running;

    /**
     * @param camel is looked up at the stop; as a direct dependency Spring would start Camel before it has its routes
     * @param disconnectStreams ends the waits of the streams for a Redis that does not answer
     */
    public ConsumerShutdown(
            ObjectProvider<CamelContext> camel, StatefulRedisConnection<?, ?> redis, Runnable disconnectStreams) {
        this.camel = camel;
        this.redis = redis;
        this.disconnectStreams = disconnectStreams;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (!answers()) {
            disconnect();
        }
        List<Consumer> consumers = camel.getObject().getRoutes().stream()
                .map(Route::getConsumer)
                .filter(consumer ->
                        consumer instanceof RedisStreamsConsumer || consumer instanceof AsyncTelegramConsumer)
                .toList();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            CompletableFuture<Void> stops = CompletableFuture.allOf(consumers.stream()
                    .map(consumer -> CompletableFuture.runAsync(() -> ServiceHelper.stopService(consumer), threads))
                    .toArray(CompletableFuture[]::new));
            stops.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            LOG.warn(
                    "Some consumers did not stop in {} s; what they have in work is delivered again",
                    PATIENCE.toSeconds());
            disconnect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("A consumer did not stop in order: {}", String.valueOf(e.getCause()));
        } finally {
            threads.shutdown();
        }
    }

    private boolean answers() {
        if (!redis.isOpen()) {
            return false;
        }
        try {
            redis.async().ping().get(LONGEST_PING.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Ends all waits for Redis, which may take longer than the time that Docker grants. */
    private void disconnect() {
        redis.closeAsync();
        disconnectStreams.run();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
