package dev.vestnik.delivery;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the end of an outage: while nothing can be sent, it makes a call once a second that changes nothing. It does not wait for
 * the answer to the one before, because an answer that is late must not hide that later calls are answered.
 */
public final class TelegramProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TelegramProbe.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final TelegramCircuitBreaker breaker;
    private final Supplier<? extends CompletionStage<?>> call;
    private final Runnable found;
    private final ScheduledExecutorService thread;

    /**
     * Starts to watch.
     *
     * @param call a call of the Bot API that ends by its own timeout
     * @param found is told when Telegram answers
     */
    public TelegramProbe(TelegramCircuitBreaker breaker, Supplier<? extends CompletionStage<?>> call, Runnable found) {
        this.breaker = breaker;
        this.call = call;
        this.found = found;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread prober = new Thread(task, "telegram-probe");
            prober.setDaemon(true);
            return prober;
        });
        var unused = thread.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (breaker.cause().isPresent()) {
                breaker.asked();
                var unused = call.get().thenRun(this::answered);
            }
        } catch (RuntimeException e) {
            LOG.debug("Telegram was not asked", e);
        }
    }

    private void answered() {
        if (breaker.answered()) {
            found.run();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
