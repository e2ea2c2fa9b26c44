package dev.vestnik.component.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for updates from its start to its stop, on one thread, while the lease is held. An update is confirmed to Telegram when
 * its exchange and those of all before it are finished: after a crash some come again, none is lost. Of one use.
 */
final class PollLoop implements Runnable {
    /** What the loop needs of its consumer. */
    interface Owner {
        /** Asks Telegram. */
        CompletableFuture<JsonNode> ask(@Nullable Long offset, Duration wait);

        /** Routes an update; never throws; calls {@code done} once. */
        void route(JsonNode update, Runnable done);

        /** Nothing has come. */
        void idle();

        /** A poll has failed. */
        void failed(Throwable cause);
    }

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration LEASE_RETRY = Duration.ofMillis(200);
    private static final Duration STOP = Duration.ofMillis(500);
    /** While updates are unfinished Telegram answers at once with the same ones, so new ones are asked for at this pace. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);

    private static final Duration NEXT_LOOKS = Duration.ofMillis(400);

    private final Owner owner;
    private final PollLease lease;
    private final PollOffsets offsets;
    private final PollProgress progress;
    private final ChatLanes lanes;
    private final Duration longPoll;
    private final Duration before;
    private final Duration between;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private final Backoff looks = new Backoff(FIRST_LOOK, NEXT_LOOKS);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile UpdateTracker tracker = new UpdateTracker(null);
    private volatile boolean holding;
    private volatile boolean ended;
    private volatile @Nullable CompletableFuture<JsonNode> asked;
    private volatile @Nullable Thread thread;

    /**
     * @param longPoll how long Telegram may wait for an update
     * @param before a pause before the first poll
     * @param between a pause between polls
     */
    PollLoop(
            Owner owner,
            PollLease lease,
            PollOffsets offsets,
            PollProgress progress,
            ChatLanes lanes,
            Duration longPoll,
            Duration before,
            Duration between) {
        this.owner = owner;
        this.lease = lease;
        this.offsets = offsets;
        this.progress = progress;
        this.lanes = lanes;
        this.longPoll = longPoll;
        this.before = before;
        this.between = between;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        progress.status(PollStatus.STARTING);
        try {
            pause(before);
            while (!stopped() && progress.status() != PollStatus.WRONG_TOKEN) {
                turn();
            }
        } catch (InterruptedException stopping) {
            LOG.debug("Polling was interrupted by its stop");
        } finally {
            if (progress.status() != PollStatus.WRONG_TOKEN) {
                progress.status(PollStatus.STOPPED);
            }
            ended = true;
            settle();
        }
    }

    private void turn() throws InterruptedException {
        try {
            if (!holdsLease()) {
                pause(LEASE_RETRY);
                return;
            }
            offsets.store(tracker.next());
            JsonNode updates = poll();
            succeeded();
            if (begin(updates) > 0) {
                looks.reset();
            }
            if (updates.isEmpty() && tracker.unfinished() == 0) {
                owner.idle();
            }
            pause(between);
        } catch (CancellationException stopping) {
            LOG.debug("A poll was given up");
        } catch (CompletionException failure) {
            failed(failure.getCause() == null ? failure : failure.getCause());
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
    }

    private boolean holdsLease() {
        boolean holds = lease.hold();
        if (holds && !holding) {
            tracker = new UpdateTracker(offsets.load());
        } else if (!holds) {
            lanes.clear();
            progress.status(PollStatus.WAITING_FOR_LEASE);
        }
        holding = holds;
        return holds;
    }

    private JsonNode poll() throws InterruptedException {
        // The first poll after a failure is a short one, so that it is soon known whether all is well again.
        Duration wait = progress.status() == PollStatus.POLLING ? longPoll : Duration.ZERO;
        if (tracker.unfinished() > 0) {
            tracker.awaitIdle(looks.next());
            offsets.store(tracker.next());
            wait = tracker.unfinished() > 0 ? Duration.ZERO : wait;
        }
        if (tracker.unconfirmed() == 0 && !offsets.valid()) {
            tracker = new UpdateTracker(null);
        }
        CompletableFuture<JsonNode> poll = owner.ask(tracker.next(), wait);
        asked = poll;
        if (stopped()) {
            poll.cancel(true);
        }
        return poll.join();
    }

    /** Starts what is new, and tells how many those are. */
    private int begin(JsonNode updates) {
        UpdateTracker mine = tracker;
        int fresh = 0;
        for (JsonNode update : updates) {
            long id = Updates.id(update);
            if (!stopped() && mine.begin(id)) {
                fresh++;
                progress.updateReceived();
                lanes.submit(Updates.lane(update), done -> owner.route(update, () -> finished(mine, id, done)));
            }
        }
        return fresh;
    }

    private void finished(UpdateTracker of, long id, Runnable done) {
        of.finish(id);
        done.run();
        if (ended) {
            settle();
        }
    }

    private void succeeded() {
        if (backoff.failures() > 0) {
            LOG.info("Telegram is polled again, after {} failed attempts", backoff.failures());
            backoff.reset();
        }
        progress.answered();
    }

    private void failed(Throwable cause) throws InterruptedException {
        if (stopped()) {
            return;
        }
        owner.failed(cause);
        PollFailure failure = PollFailure.of(cause);
        progress.failed(failure.status(), failure.sentence());
        if (failure.status() == PollStatus.WRONG_TOKEN) {
            LOG.error("{}", failure.sentence());
            return;
        }
        Duration pause = failure.pause(backoff.next());
        if (backoff.failures() == 1) {
            LOG.warn("{}; trying again", failure.sentence());
        }
        pause(pause);
    }

    /** Ends at once, giving up the poll under way and dropping what has not started. What has started goes on. */
    void stop() {
        stop.countDown();
        lanes.clear();
        tracker.wake();
        CompletableFuture<JsonNode> poll = asked;
        if (poll != null) {
            poll.cancel(true);
        }
        join();
    }

    private void join() {
        Thread running = thread;
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        try {
            running.join(STOP.toMillis());
            running.interrupt();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the lease go, whatever is still under way. */
    void release() {
        if (holding && released.compareAndSet(false, true)) {
            lease.release();
        }
    }

    /** Leaves lease and offset to another loop of this consumer, which begins now. */
    void handOver() {
        released.set(true);
    }

    /** After the end, each time an exchange finishes: keeps the offset, and with the last one lets the lease go. */
    private synchronized void settle() {
        if (!holding || released.get()) {
            return;
        }
        try {
            offsets.store(tracker.next());
            if (lanes.active() == 0) {
                release();
            }
        } catch (RuntimeException failure) {
            LOG.warn(
                    "The offset of the last updates could not be kept, so some will come again: {}",
                    failure.toString());
        }
    }

    /** How many updates have come and are not done. */
    int unfinished() {
        return tracker.unfinished();
    }

    /** How many updates have come and are not confirmed. */
    int unconfirmed() {
        return tracker.unconfirmed();
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    private void pause(Duration time) throws InterruptedException {
        if (!time.isZero() && stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("A pause was cut short by the stop");
        }
    }
}
