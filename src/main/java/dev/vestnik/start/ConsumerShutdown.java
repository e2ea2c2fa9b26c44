package dev.vestnik.start;

import dev.vestnik.component.redisstreams.RedisStreamsConsumer;
import dev.vestnik.component.telegram.AsyncTelegramConsumer;
import io.lettuce.core.api.StatefulConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.support.service.ServiceHelper;
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

    private final ObjectProvider<CamelContext> camel;
    private final StatefulConnection<?, ?> redis;
    private volatile boolean running;

    /** @param camel is looked up at the stop; as a direct dependency Spring would start Camel before it has its routes */
    public ConsumerShutdown(ObjectProvider<CamelContext> camel, StatefulConnection<?, ?> redis) {
        this.camel = camel;
        this.redis = redis;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (!redis.isOpen()) {
            // Ends the waits for a Redis that does not answer.
            redis.close();
        }
        List<Consumer> consumers = camel.getObject().getRoutes().stream()
                .map(Route::getConsumer)
                .filter(consumer ->
                        consumer instanceof RedisStreamsConsumer || consumer instanceof AsyncTelegramConsumer)
                .toList();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            CompletableFuture.allOf(consumers.stream()
                            .map(consumer ->
                                    CompletableFuture.runAsync(() -> ServiceHelper.stopService(consumer), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
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
