package dev.vestnik.component.redisstreams.settle;

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
 * Internal to the component. Runs settlement scripts until Redis has written the settlement, or refuses it for good. The script
 * checks the owner of the entries, and all that it writes before its first write, so a repetition is harmless.
 *
 * <p>An error that passes, such as a lost connection, is repeated without limit; new work waits meanwhile, since its
 * settlements would fail, too. A refusal concerns this settlement: it is repeated as {@link Patience} says, with a pause of up
 * to a second, while other work goes on. So the exchange is not run again, which could send a message a second time.
 */
public final class SettlementRetrier {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementRetrier.class);
    private static final ExponentialBackoff BACKOFF =
            new ExponentialBackoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final Connections connections;
    private final ScheduledExecutorService scheduler;
    private final Refusals refusals;
    private final Duration patience;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    /** @param patience how long a settlement of {@link Patience#LIMITED} is repeated */
    public SettlementRetrier(
            Connections connections, ScheduledExecutorService scheduler, Refusals refusals, Duration patience) {
        this.connections = connections;
        this.scheduler = scheduler;
        this.refusals = refusals;
        this.patience = patience;
    }

    /**
     * Runs a settlement script, again after each transient error and, with patience, after refusals.
     *
     * @param script returns 1 if it wrote the settlement, 0 if the entries have another owner
     * @return the result. It completes on a thread of the connection, which must not wait; REFUSED completes on a thread that
     *     may wait. Never fails
     */
    public CompletableFuture<SettlementResult> run(Patience patience, Supplier<CompletableFuture<Long>> script) {
        Run run = new Run(patience, script);
        run.attempt();
        return run.result;
    }

    /** Whether settlements wait for Redis to come back; new work should wait for them. */
    public boolean stuck() {
        return waiting.get() > 0;
    }

    /** What Redis refuses now. */
    public Refusals refusals() {
        return refusals;
    }

    /** A settlement until its result. */
    private final class Run {
        private final Patience patience;
        private final Supplier<CompletableFuture<Long>> script;
        private final CompletableFuture<SettlementResult> result = new CompletableFuture<>();
        private int attempts;
        private boolean waits;
        private boolean unanswered;
        private long refusedSince;

        Run(Patience patience, Supplier<CompletableFuture<Long>> script) {
            this.patience = patience;
            this.script = script;
        }

        void attempt() {
            attempts++;
            CompletableFuture<Long> answer;
            try {
                answer = script.get();
            } catch (RuntimeException e) {
                answer = CompletableFuture.failedFuture(e);
            }
            var unused = answer.whenComplete((written, problem) -> {
                endWait();
                if (problem == null) {
                    end(written == 1 ? SettlementResult.WRITTEN : SettlementResult.fenced(unanswered));
                } else {
                    failed(CompletionCause.of(problem));
                }
            });
        }

        private void failed(Throwable cause) {
            connections.noticeReadOnly(cause);
            if (TransientRedisErrors.isTransient(cause)) {
                LOG.debug("A settlement waits for Redis, attempt {}: {}", attempts, cause.toString());
                unanswered = true;
                waits = true;
                waiting.incrementAndGet();
                repeat();
            } else if (isFinal()) {
                if (!execute(() -> end(SettlementResult.refused(cause)))) {
                    end(SettlementResult.ABANDONED);
                }
            } else {
                refusals.settlement(this, String.valueOf(cause.getMessage()));
                repeat();
            }
        }

        private boolean isFinal() {
            if (refusedSince == 0) {
                refusedSince = System.nanoTime();
            }
            return switch (patience) {
                case NONE -> true;
                case LIMITED -> System.nanoTime() - refusedSince >= SettlementRetrier.this.patience.toNanos();
                case UNLIMITED -> false;
            };
        }

        private void repeat() {
            try {
                if (!closed) {
                    var unused = scheduler.schedule(
                            this::attempt, BACKOFF.after(attempts).toMillis(), TimeUnit.MILLISECONDS);
                    return;
                }
            } catch (RejectedExecutionException e) {
                LOG.debug("A settlement is not repeated, since the consumer is closed");
            }
            endWait();
            end(SettlementResult.ABANDONED);
        }

        private void endWait() {
            if (waits) {
                waits = false;
                waiting.decrementAndGet();
            }
        }

        private void end(SettlementResult ended) {
            refusals.ended(this);
            result.complete(ended);
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

    /** Ends the repetitions: from now on an error abandons the settlement. */
    public void close() {
        closed = true;
    }
}
