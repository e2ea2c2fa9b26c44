package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A look at Redis, for whoever asks for figures: one serves all that ask within half a second, and keeps nobody waiting for
 * longer than a second.
 */
final class Look<T> {
    private static final Duration FRESH = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<CompletionStage<T>> question;
    private final T unknown;
    private T last;
    private long end = System.nanoTime();

    /**
     * @param unknown what is shown where Redis does not answer
     */
    Look(Supplier<CompletionStage<T>> question, T unknown) {
        this.question = question;
        this.unknown = unknown;
        this.last = unknown;
    }

    synchronized T now() {
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
