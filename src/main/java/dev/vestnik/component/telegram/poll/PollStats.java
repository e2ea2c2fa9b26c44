package dev.vestnik.component.telegram.poll;

import dev.vestnik.component.telegram.PollStatus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Status and counters of the poll loop, for JMX and the health check. Internal to the component. */
public final class PollStats {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile PollStatus status = PollStatus.STOPPED;
    private volatile long lastResponseAt = System.nanoTime();
    private volatile @Nullable String lastError;

    void setStatus(PollStatus newStatus) {
        status = newStatus;
    }

    public PollStatus status() {
        return status;
    }

    void pollSucceeded() {
        lastResponseAt = System.nanoTime();
        lastError = null;
        status = PollStatus.POLLING;
    }

    void pollFailed(PollStatus newStatus, String error) {
        lastError = error;
        status = newStatus;
    }

    /** The time since Telegram last answered a poll, or since the start. */
    public Duration sinceLastResponse() {
        return Duration.ofNanos(System.nanoTime() - lastResponseAt);
    }

    public @Nullable String lastError() {
        return lastError;
    }

    void updateReceived() {
        received.incrementAndGet();
    }

    public void updateFailed() {
        failed.incrementAndGet();
    }

    public long receivedUpdates() {
        return received.get();
    }

    public long failedUpdates() {
        return failed.get();
    }
}
