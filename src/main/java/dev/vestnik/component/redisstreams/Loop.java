package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one round of work after another on a thread of its own, until it is stopped. Whatever a round throws, an Error too,
 * the next one runs after a pause that grows with each failure in a row.
 */
final class Loop {
    /** One round; may wait, but not for long. */
    interface Round {
        void run() throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final String name;
    private final ExecutorService thread;
    private final Round round;
    private final Signal stopSignal = new Signal();
    private volatile boolean stopped;
    private volatile long lastRound = System.nanoTime();
    private volatile @Nullable String problem;

    Loop(String name, ExecutorService thread, Round round) {
        this.name = name;
        this.thread = thread;
        this.round = round;
    }

    void start() {
        thread.execute(this::run);
    }

    private void run() {
        int failures = 0;
        while (!stopped) {
            try {
                round.run();
                if (failures > 0) {
                    LOG.info("{} goes on", name);
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
        String reason = reason(Script.cause(e));
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

    /** What went wrong, and the root of it: that the password is wrong stands behind "Unable to connect". */
    private static String reason(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == problem ? problem.toString() : problem + ": " + root.getMessage();
    }

    /** How long ago the last round ended well. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastRound);
    }

    /** What the last round failed with, if it failed. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Lets the round that runs be the last one. */
    void quit() {
        stopped = true;
        stopSignal.set();
        thread.shutdown();
    }

    /** Waits for the end of the last round. */
    boolean join(Duration longest) throws InterruptedException {
        return thread.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
