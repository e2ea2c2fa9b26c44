package dev.vestnik.component.telegram;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What can be seen of the poll loop from outside. */
final class PollProgress {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile PollStatus status = PollStatus.STOPPED;
    private volatile long answeredAt = System.nanoTime();
    private volatile @Nullable String lastError;

    void status(PollStatus now) {
        status = now;
    }

    PollStatus status() {
        return status;
    }

    void answered() {
        answeredAt = System.nanoTime();
        lastError = null;
        status = PollStatus.POLLING;
    }

    void failed(PollStatus now, String error) {
        lastError = error;
        status = now;
    }

    /** Since Telegram last answered a poll, or since the start. */
    Duration sinceAnswer() {
        return Duration.ofNanos(System.nanoTime() - answeredAt);
    }

    @Nullable
    String lastError() {
        return lastError;
    }

    void updateReceived() {
        received.incrementAndGet();
    }

    void updateFailed() {
        failed.incrementAndGet();
    }

    long received() {
        return received.get();
    }

    long failedUpdates() {
        return failed.get();
    }
}
