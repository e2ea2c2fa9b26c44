package dev.vestnik.component.redisstreams.client;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Internal to the component. Statistics from Redis. One answer serves all callers within half a second, and no caller waits
 * longer than a second.
 */
public final class CachedStats<T> {
    private static final Duration FRESH = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<CompletionStage<T>> question;
    private final T unknown;
    private T last;
    private long end = System.nanoTime();

    /**
     * @param unknown the value while Redis does not answer
     */
    public CachedStats(Supplier<CompletionStage<T>> question, T unknown) {
        this.question = question;
        this.unknown = unknown;
        this.last = unknown;
    }

    public synchronized T now() {
        if (end - System.nanoTime() <= 0) {
            last = ask();
            end = System.nanoTime() + FRESH.toNanos();
        }
        return last;
    }

    private T ask() {
        try {
            return question.get().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown;
        } catch (Exception e) {
            return unknown;
        }
    }
}
