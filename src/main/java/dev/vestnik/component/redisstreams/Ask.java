package dev.vestnik.component.redisstreams;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks Redis for a figure that somebody is looking at, and does not let them wait long. */
final class Ask {
    private static final long PATIENCE_MS = 1000;

    private Ask() {}

    /** The number, or -1 where there is no answer. */
    static long number(Supplier<CompletionStage<Long>> question) {
        try {
            return question.get().toCompletableFuture().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        } catch (Exception e) {
            return -1;
        }
    }
}
