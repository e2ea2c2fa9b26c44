package dev.vestnik.component.redisstreams.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Internal to the component. Statistics from Redis. One answer serves all callers within half a second. A caller waits for an
 * answer for a tenth of a second, and not at all while the answer to an earlier question is overdue, so that a scrape of many
 * values does not hang while Redis does not answer.
 */
public final class CachedStats<T> {
    private static final Duration FRESH = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMillis(100);
    /** A value of this age is not shown any more. */
    private static final Duration STALE = Duration.ofSeconds(2);

    private final Supplier<CompletionStage<T>> question;
    private final T unknown;
    private T last;
    private long answered = System.nanoTime() - STALE.toNanos();
    private @Nullable CompletableFuture<T> overdue;

    /**
     * @param question asks Redis; must not wait
     * @param unknown the value while Redis does not answer
     */
    public CachedStats(Supplier<CompletionStage<T>> question, T unknown) {
        this.question = question;
        this.unknown = unknown;
        this.last = unknown;
    }

    public synchronized T now() {
        if (age() > FRESH.toNanos()) {
            ask();
        }
        return age() > STALE.toNanos() ? unknown : last;
    }

    private long age() {
        return System.nanoTime() - answered;
    }

    private void ask() {
        CompletableFuture<T> asked = overdue;
        Duration patience = asked == null ? PATIENCE : Duration.ZERO;
        try {
            if (asked == null) {
                asked = question.get().toCompletableFuture();
            }
            last = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            answered = System.nanoTime();
            overdue = null;
        } catch (TimeoutException e) {
            overdue = asked;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            overdue = null;
            last = unknown;
            answered = System.nanoTime();
        }
    }
}
