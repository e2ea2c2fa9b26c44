package dev.vestnik.component.redisstreams.work;

import dev.vestnik.component.redisstreams.client.CompletionCause;
import dev.vestnik.component.redisstreams.settle.ExponentialBackoff;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal to the component. Runs one round of work after another on a thread of its own, until it is stopped. After a round
 * that throws anything, even an Error, the next one runs after a pause that grows with each failure in a row.
 */
public final class ReadLoop {
    /** One round of work; it may wait, but not for long. */
    public interface Round {
        void run() throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ReadLoop.class);
    private static final ExponentialBackoff BACKOFF =
            new ExponentialBackoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final String name;
    private final ExecutorService thread;
    private final Round round;
    private final WorkSignal stopSignal = new WorkSignal();
    private volatile boolean stopped;
    private volatile long lastRound = System.nanoTime();
    private volatile @Nullable String problem;

    public ReadLoop(String name, ExecutorService thread, Round round) {
        this.name = name;
        this.thread = thread;
        this.round = round;
    }

    public void start() {
        thread.execute(this::run);
    }

    private void run() {
        int failures = 0;
        while (!stopped) {
            try {
                round.run();
                if (failures > 0) {
                    LOG.info("{} works again", name);
                }
                failures = 0;
                problem = null;
                lastRound = System.nanoTime();
            } catch (InterruptedException e) {
                if (stopped) {
                    Thread.currentThread().interrupt();
                }
            } catch (Throwable e) {
                failures++;
                pause(failures, e);
            }
        }
    }

    private void pause(int failures, Throwable e) {
        String reason = reason(CompletionCause.of(e));
        problem = reason;
        if (stopped) {
            return;
        }
        Duration pause = BACKOFF.after(failures);
        if (failures == 1 || failures % 100 == 0) {
            LOG.warn("{} failed, {} time(s) in a row, and tries again: {}", name, failures, reason);
        }
        try {
            stopSignal.await(pause);
        } catch (InterruptedException interrupted) {
            LOG.debug("{} was interrupted while it paused", name);
        }
    }

    /** The error and its root: a wrong password is the root of "Unable to connect". */
    private static String reason(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == problem ? problem.toString() : problem + ": " + root.getMessage();
    }

    /** How long ago the last round ended well. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastRound);
    }

    /** The error of the last round; null if it ended well. */
    @Nullable
    public String problem() {
        return problem;
    }

    /** Makes the current round the last one. */
    public void quit() {
        stopped = true;
        stopSignal.set();
        thread.shutdown();
    }

    /** Waits for the end of the last round. */
    public boolean join(Duration longest) throws InterruptedException {
        return thread.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
