package dev.vestnik.component.redisstreams.work;

import dev.vestnik.component.redisstreams.TransientRedisErrors;
import dev.vestnik.component.redisstreams.client.CompletionCause;
import dev.vestnik.component.redisstreams.client.Connections;
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
 * Internal to the component. Runs settlement scripts until Redis has answered. The script checks the owner of the entries, so
 * a repetition is harmless.
 */
public final class SettlementRetrier {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementRetrier.class);
    private static final ExponentialBackoff BACKOFF =
            new ExponentialBackoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final Connections connections;
    private final ScheduledExecutorService scheduler;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    public SettlementRetrier(Connections connections, ScheduledExecutorService scheduler) {
        this.connections = connections;
        this.scheduler = scheduler;
    }

    /**
     * Runs a settlement script, again after each transient error.
     *
     * @param script returns 1 if it wrote the settlement, 0 if the entries have another owner
     * @return the result. It completes on a thread of the connection, which must not wait; REFUSED completes on a thread that
     *     may wait. Never fails
     */
    public CompletableFuture<SettlementResult> run(Supplier<CompletableFuture<Long>> script) {
        CompletableFuture<SettlementResult> result = new CompletableFuture<>();
        attempt(script, result, 1);
        return result;
    }

    /** Whether settlements wait for Redis to come back; new work should wait for them. */
    public boolean stuck() {
        return waiting.get() > 0;
    }

    private void attempt(
            Supplier<CompletableFuture<Long>> script, CompletableFuture<SettlementResult> result, int attempt) {
        CompletableFuture<Long> answer;
        try {
            answer = script.get();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        var unused = answer.whenComplete((written, problem) -> {
            if (attempt > 1) {
                waiting.decrementAndGet();
            }
            if (problem == null) {
                result.complete(written == 1 ? SettlementResult.WRITTEN : SettlementResult.fenced(attempt > 1));
            } else {
                failed(script, result, attempt, CompletionCause.of(problem));
            }
        });
    }

    private void failed(
            Supplier<CompletableFuture<Long>> script,
            CompletableFuture<SettlementResult> result,
            int attempt,
            Throwable cause) {
        connections.noticeReadOnly(cause);
        if (!TransientRedisErrors.isTransient(cause)) {
            if (!execute(() -> result.complete(SettlementResult.refused(cause)))) {
                result.complete(SettlementResult.ABANDONED);
            }
        } else if (closed) {
            result.complete(SettlementResult.ABANDONED);
        } else {
            retry(script, result, attempt, cause);
        }
    }

    private void retry(
            Supplier<CompletableFuture<Long>> script,
            CompletableFuture<SettlementResult> result,
            int attempt,
            Throwable cause) {
        LOG.debug("A settlement waits for Redis, attempt {}: {}", attempt, cause.toString());
        waiting.incrementAndGet();
        try {
            var unused = scheduler.schedule(
                    () -> attempt(script, result, attempt + 1),
                    BACKOFF.after(attempt).toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            result.complete(SettlementResult.ABANDONED);
        }
    }

    /**
     * Runs a task on a thread that may connect, which the threads of the connections must not.
     *
     * @return false if the consumer is closed and the task does not run
     */
    public boolean execute(Runnable task) {
        try {
            scheduler.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Ends the repetitions: from now on a transient error abandons the settlement. */
    public void close() {
        closed = true;
    }
}
