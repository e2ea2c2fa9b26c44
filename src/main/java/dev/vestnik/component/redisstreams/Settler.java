package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs settlement scripts until Redis has answered. While Redis is away they are repeated: the script's check of the owner
 * makes that harmless, and it keeps what was done from being done again.
 */
final class Settler {
    /** What has become of a settlement. */
    interface Result {
        /** Written. */
        void settled();

        /**
         * Nothing was written: the entries have another owner, or this very settlement was written before.
         *
         * @return whether to run the script again, as it has the owner's right token by now
         */
        boolean notOwner(boolean repeated);

        /** Redis refused one of the writes. */
        void refused(Throwable cause);

        /** The consumer is closed; the entries will be delivered again. */
        void abandoned();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final Connections connections;
    private final ScheduledExecutorService scheduler;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    Settler(Connections connections, ScheduledExecutorService scheduler) {
        this.connections = connections;
        this.scheduler = scheduler;
    }

    void settle(Supplier<CompletableFuture<Long>> script, Result result) {
        attempt(script, result, 1);
    }

    /** Whether settlements wait for Redis to come back; new work should wait until they are through. */
    boolean stuck() {
        return waiting.get() > 0;
    }

    private void attempt(Supplier<CompletableFuture<Long>> script, Result result, int attempt) {
        CompletableFuture<Long> answer;
        try {
            answer = script.get();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        var unused = answer.whenComplete((settled, problem) -> {
            if (attempt > 1) {
                waiting.decrementAndGet();
            }
            if (problem == null) {
                if (settled == 1) {
                    result.settled();
                } else if (result.notOwner(attempt > 1)) {
                    again(script, result, attempt, new IllegalStateException("the lease is a newer one"));
                }
                return;
            }
            Throwable cause = Script.cause(problem);
            if (!connections.passing(cause)) {
                refuse(result, cause);
            } else if (closed) {
                result.abandoned();
            } else {
                again(script, result, attempt, cause);
            }
        });
    }

    private void refuse(Result result, Throwable cause) {
        if (!later(() -> result.refused(cause))) {
            result.abandoned();
        }
    }

    /**
     * Runs what follows a settlement on a thread that may connect, which those of the connection must not.
     *
     * @return false where the consumer is closed, and it does not run
     */
    boolean later(Runnable what) {
        try {
            scheduler.execute(what);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void again(Supplier<CompletableFuture<Long>> script, Result result, int attempt, Throwable cause) {
        LOG.debug("A settlement waits for Redis, attempt {}: {}", attempt, cause.toString());
        waiting.incrementAndGet();
        try {
            var unused = scheduler.schedule(
                    () -> attempt(script, result, attempt + 1),
                    BACKOFF.after(attempt).toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            result.abandoned();
        }
    }

    void close() {
        closed = true;
    }
}
