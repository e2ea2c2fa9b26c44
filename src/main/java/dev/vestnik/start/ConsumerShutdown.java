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
 * The first step of the stop: the consumers of streams and of Telegram take nothing more, finish what is in flight, and give
 * up their leases, so that other processes go on at once. Camel itself stops after the web server, which may have to wait for
 * its requests; and in the sandbox it is that web server which messages in flight go to.
 */
public final class ConsumerShutdown implements SmartLifecycle {
    /** Before the sandbox lets its long polls go (512 below the default), and the web server (1,024 below). */
    private static final int PHASE = DEFAULT_PHASE - 256;

    private final ObjectProvider<CamelContext> camel;
    private final StatefulConnection<?, ?> redis;
    private volatile boolean running;

    /** @param camel not before it is wanted: Spring would start it as what this needs, before it has its routes */
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
            // Who waits for a Redis that is away waits in vain now.
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
