package dev.vestnik.component.telegram.poll;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.component.telegram.PollLease;
import dev.vestnik.component.telegram.PollStatus;
import dev.vestnik.component.telegram.update.TelegramUpdate;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Polls Telegram for updates on one thread while it holds the lease. Confirms an update to Telegram after its exchange and
 * those of all earlier updates have finished, so a crash may repeat updates but loses none. If a webhook is set when it takes the
 * lease, it deletes that. Not reusable. Internal to the component.
 */
public final class PollLoop implements Runnable {
    /** The consumer, as the loop sees it. */
    public interface Delegate {
        /**
         * Calls {@code getUpdates}.
         *
         * @param offset null: none
         * @param timeout how long Telegram may wait for an update
         */
        CompletableFuture<JsonNode> getUpdates(@Nullable Long offset, Duration timeout);

        /** Routes an update. Never throws; calls {@code done} once, with whether the update may be confirmed. */
        void process(TelegramUpdate update, Consumer<Boolean> done);

        /** Deletes the webhook; Telegram keeps what it has not delivered. */
        void deleteWebhook();

        /** A poll returned no update, and none is unfinished. */
        void onIdle();

        void onFailure(Throwable cause);
    }

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration LEASE_RETRY = Duration.ofMillis(200);
    /** How often a waiting poll looks whether the lease is still held. */
    private static final Duration LEASE_CHECK = Duration.ofMillis(500);

    /** How long the first poll after a conflict waits: another poller that still runs ends it before. */
    private static final Duration AFTER_CONFLICT = Duration.ofSeconds(5);

    private static final Duration STOP_TIMEOUT = Duration.ofMillis(500);
    /** While updates are unfinished, Telegram returns them at once with each poll. These intervals limit the rate. */
    private static final Duration MIN_UNFINISHED_INTERVAL = Duration.ofMillis(50);

    private static final Duration MAX_UNFINISHED_INTERVAL = Duration.ofMillis(400);

    /** A poll without a new update that ends sooner did not wait for one. */
    private static final Duration MIN_USELESS_DURATION = Duration.ofMillis(500);

    /** After this number of such polls in a row, the offset is in doubt. */
    private static final int USELESS_POLLS = 8;

    private final Delegate delegate;
    private final PollLease lease;
    private final PollOffsetStore offsets;
    private final PollStats stats;
    private final KeyedSerialExecutor executor;
    private final Duration pollTimeout;
    private final Duration initialDelay;
    private final Duration delay;
    private final PollBackoff failureBackoff = new PollBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    /** While Telegram cannot be reached, so that its return is found soon. */
    private final PollBackoff outageBackoff = new PollBackoff(Duration.ofSeconds(1), Duration.ofSeconds(4));

    private final PollBackoff unfinishedBackoff = new PollBackoff(MIN_UNFINISHED_INTERVAL, MAX_UNFINISHED_INTERVAL);
    private final PollBackoff repeatBackoff = new PollBackoff(Duration.ofMillis(50), Duration.ofSeconds(1));
    private final PollBackoff uselessBackoff = new PollBackoff(Duration.ofMillis(50), Duration.ofSeconds(1));
    private final Semaphore wakeUps = new Semaphore(0);
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile UpdateTracker tracker = new UpdateTracker(null);
    private @Nullable Long polledOffset;
    private volatile boolean stopped;
    private volatile boolean holding;
    private boolean mayDeleteWebhook;
    /** Whether polling goes on with the first update that is not finished, since one has failed. */
    private volatile boolean repeat;

    private volatile boolean ended;
    private volatile @Nullable CompletableFuture<JsonNode> currentPoll;
    private volatile @Nullable Thread thread;

    /**
     * @param executor runs the updates, ordered by {@link TelegramUpdate#orderingKey}
     * @param pollTimeout how long Telegram may wait for an update
     * @param initialDelay before the first poll
     * @param delay between polls
     */
    public PollLoop(
            Delegate delegate,
            PollLease lease,
            PollOffsetStore offsets,
            PollStats stats,
            KeyedSerialExecutor executor,
            Duration pollTimeout,
            Duration initialDelay,
            Duration delay) {
        this.delegate = delegate;
        this.lease = lease;
        this.offsets = offsets;
        this.stats = stats;
        this.executor = executor;
        this.pollTimeout = pollTimeout;
        this.initialDelay = initialDelay;
        this.delay = delay;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        stats.setStatus(PollStatus.STARTING);
        try {
            pause(initialDelay);
            while (!isStopped()) {
                runOnce();
            }
        } catch (InterruptedException stopping) {
            LOG.debug("Polling was interrupted by its stop");
        } finally {
            stats.setStatus(PollStatus.STOPPED);
            ended = true;
            storeOffsetAfterEnd();
        }
    }

    private void runOnce() throws InterruptedException {
        try {
            if (!holdLease()) {
                pause(LEASE_RETRY);
                return;
            }
            if (repeat) {
                pause(repeatBackoff.next());
                if (executor.active() == 0) {
                    tracker = new UpdateTracker(tracker.offset());
                    repeat = false;
                }
                return;
            }
            if (tracker.unconfirmed() == 0) {
                repeatBackoff.reset();
            }
            offsets.store(tracker.offset());
            long asked = System.nanoTime();
            JsonNode updates = poll();
            pollSucceeded();
            dropUnknownOffset(updates);
            if (submit(updates) > 0) {
                unfinishedBackoff.reset();
                uselessBackoff.reset();
            } else if (tracker.unfinished() == 0) {
                limitRate(Duration.ofNanos(System.nanoTime() - asked));
            }
            if (updates.isEmpty() && tracker.unfinished() == 0) {
                delegate.onIdle();
            }
            pause(delay);
        } catch (CancellationException stopping) {
            LOG.debug("A poll was cancelled");
        } catch (CompletionException failure) {
            pollFailed(failure.getCause() == null ? failure : failure.getCause());
        } catch (RuntimeException | Error failure) {
            pollFailed(failure);
        }
    }

    /**
     * A server that does not know the offset, since it is above its newest update, answers at once with updates below it, or
     * with none. Then polling goes on without an offset, from the first update that the server has not confirmed.
     *
     * @see <a href="https://core.telegram.org/bots/api#getupdates">getUpdates, offset</a>
     */
    private void dropUnknownOffset(JsonNode updates) {
        Long offset = polledOffset;
        if (offset == null || tracker.unconfirmed() > 0) {
            return;
        }
        boolean isBelow = !updates.isEmpty();
        for (JsonNode update : updates) {
            isBelow &= TelegramUpdate.of(update).id() < offset;
        }
        if (isBelow || updates.isEmpty() && uselessBackoff.attempts() >= USELESS_POLLS) {
            LOG.warn(
                    "The Bot API server does not know update {}; polling goes on with the first update that it has",
                    offset);
            tracker = new UpdateTracker(null);
        }
    }

    /** A poll without a new update ought to have waited; if the server does not wait, the loop does. */
    private void limitRate(Duration taken) throws InterruptedException {
        if (taken.compareTo(MIN_USELESS_DURATION) >= 0) {
            uselessBackoff.reset();
        } else {
            pause(uselessBackoff.next());
        }
    }

    private boolean holdLease() {
        boolean holds = lease.hold();
        if (holds && !holding) {
            tracker = new UpdateTracker(offsets.load());
            mayDeleteWebhook = true;
        } else if (!holds) {
            executor.clear();
            stats.setStatus(PollStatus.WAITING_FOR_LEASE);
        }
        holding = holds;
        return holds;
    }

    private JsonNode poll() throws InterruptedException {
        Duration timeout = timeout();
        if (tracker.unfinished() > 0) {
            tracker.awaitIdle(unfinishedBackoff.next());
            offsets.store(tracker.offset());
            timeout = tracker.unfinished() > 0 ? Duration.ZERO : timeout;
        }
        if (tracker.unconfirmed() == 0 && !offsets.isValid()) {
            tracker = new UpdateTracker(null);
        }
        polledOffset = tracker.offset();
        CompletableFuture<JsonNode> poll = delegate.getUpdates(polledOffset, timeout);
        currentPoll = poll;
        if (isStopped()) {
            poll.cancel(true);
        }
        return await(poll);
    }

    /** The first poll after a failure does not wait for updates, so that a recovery is reported soon. */
    private Duration timeout() {
        return switch (stats.status()) {
            case POLLING -> pollTimeout;
            case CONFLICT -> pollTimeout.compareTo(AFTER_CONFLICT) < 0 ? pollTimeout : AFTER_CONFLICT;
            default -> Duration.ZERO;
        };
    }

    /** Waits for the poll while the lease is held; without it another instance polls, or this one has to take it again. */
    private JsonNode await(CompletableFuture<JsonNode> poll) throws InterruptedException {
        while (true) {
            try {
                return poll.get(LEASE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException waiting) {
                if (!lease.held()) {
                    poll.cancel(true);
                }
            } catch (ExecutionException failure) {
                throw new CompletionException(failure.getCause());
            }
        }
    }

    /** Submits the new updates, and returns their number. */
    private int submit(JsonNode updates) {
        UpdateTracker current = tracker;
        int submitted = 0;
        for (JsonNode json : updates) {
            TelegramUpdate update = TelegramUpdate.of(json);
            if (!isStopped() && current.begin(update.id())) {
                submitted++;
                stats.updateReceived();
                executor.submit(update.orderingKey(), done -> process(current, update, done));
            }
        }
        return submitted;
    }

    private void process(UpdateTracker current, TelegramUpdate update, Runnable done) {
        if (repeat) {
            // It is behind one that failed, and may be of the same chat: it is received again, too.
            done.run();
        } else {
            delegate.process(update, confirmed -> finish(current, update.id(), confirmed, done));
        }
    }

    private void finish(UpdateTracker of, long id, boolean confirmed, Runnable done) {
        if (confirmed) {
            of.finish(id);
        } else {
            repeat = true;
        }
        done.run();
        if (ended) {
            storeOffsetAfterEnd();
        }
    }

    private void pollSucceeded() {
        mayDeleteWebhook = false;
        if (failureBackoff.attempts() > 0) {
            LOG.info("Polling Telegram works again after {} failed attempts", failureBackoff.attempts());
            failureBackoff.reset();
            outageBackoff.reset();
        }
        stats.pollSucceeded();
    }

    private void pollFailed(Throwable cause) throws InterruptedException {
        if (isStopped()) {
            return;
        }
        if (mayDeleteWebhook && PollFailure.isWebhook(cause) && deletedWebhook()) {
            return;
        }
        delegate.onFailure(cause);
        PollFailure failure = PollFailure.of(cause);
        stats.pollFailed(failure.status(), failure.message());
        Duration backoff = failureBackoff.next();
        Duration pause = failure.pause(failure.status() == PollStatus.UNREACHABLE ? outageBackoff.next() : backoff);
        if (failureBackoff.attempts() == 1) {
            LOG.atLevel(failure.status() == PollStatus.WRONG_TOKEN ? Level.ERROR : Level.WARN)
                    .log("{}; retrying", failure.message());
        }
        pause(pause);
    }

    /** Only once after it has taken the lease: a webhook that appears later is that of another program. */
    private boolean deletedWebhook() {
        try {
            delegate.deleteWebhook();
        } catch (RuntimeException failure) {
            LOG.warn("A webhook is set, and could not be deleted: {}", failure.getMessage());
            return false;
        }
        mayDeleteWebhook = false;
        LOG.info("A webhook was set; it is deleted, since this instance polls. What waits is kept");
        return true;
    }

    /** Stops at once: cancels the current poll and drops the updates that have not started. Started ones go on. */
    public void stop() {
        stopped = true;
        wakeUps.release();
        executor.clear();
        tracker.wake();
        CompletableFuture<JsonNode> poll = currentPoll;
        if (poll != null) {
            poll.cancel(true);
        }
        joinThread();
    }

    /** Ends a pause, and a poll that waits. */
    public void pollAgain() {
        wakeUps.release();
        CompletableFuture<JsonNode> poll = currentPoll;
        if (poll != null) {
            poll.cancel(true);
        }
    }

    private void joinThread() {
        Thread running = thread;
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        try {
            running.join(STOP_TIMEOUT.toMillis());
            running.interrupt();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Releases the lease, even if updates are unfinished. */
    public void release() {
        if (holding && released.compareAndSet(false, true)) {
            lease.release();
        }
    }

    /** Leaves lease and offset to the loop that replaces this one. */
    public void handOver() {
        released.set(true);
    }

    /** After the end of the loop, whenever an exchange finishes: stores the offset; after the last one releases the lease. */
    private synchronized void storeOffsetAfterEnd() {
        if (!holding || released.get()) {
            return;
        }
        try {
            offsets.store(tracker.offset());
            if (executor.active() == 0) {
                release();
            }
        } catch (RuntimeException failure) {
            LOG.warn(
                    "Cannot store the offset of the last updates; Telegram will send some of them again: {}",
                    failure.toString());
        }
    }

    /** The number of unfinished updates. */
    public int unfinished() {
        return tracker.unfinished();
    }

    /** The number of received updates that are not confirmed to Telegram. */
    public int unconfirmed() {
        return tracker.unconfirmed();
    }

    private boolean isStopped() {
        return stopped;
    }

    private void pause(Duration time) throws InterruptedException {
        if (!time.isZero() && !stopped && wakeUps.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
            LOG.debug("A pause was ended");
        }
    }
}
