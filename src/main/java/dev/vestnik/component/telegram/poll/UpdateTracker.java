package dev.vestnik.component.telegram.poll;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tracks which received updates are finished. All updates before the first unfinished one may be confirmed to Telegram.
 * Thread-safe.
 */
final class UpdateTracker {
    /** Unconfirmed updates by id; true: finished, but behind an unfinished one. */
    private final TreeMap<Long, Boolean> finishedById = new TreeMap<>();

    private @Nullable Long offset;
    private int unfinished;
    private boolean woken;

    /** @param offset the first unfinished update; null: unknown */
    UpdateTracker(@Nullable Long offset) {
        this.offset = offset;
    }

    /**
     * Registers a received update.
     *
     * @return false if it was received before
     */
    synchronized boolean begin(long id) {
        if ((offset != null && id < offset) || finishedById.containsKey(id)) {
            return false;
        }
        finishedById.put(id, false);
        unfinished++;
        return true;
    }

    synchronized void finish(long id) {
        if (!Boolean.FALSE.equals(finishedById.replace(id, true))) {
            return;
        }
        unfinished--;
        Map.Entry<Long, Boolean> first = finishedById.firstEntry();
        while (first != null && first.getValue()) {
            offset = first.getKey() + 1;
            finishedById.pollFirstEntry();
            first = finishedById.firstEntry();
        }
        notifyAll();
    }

    /** The offset of the next poll: the first unfinished update; null: unknown. */
    synchronized @Nullable Long offset() {
        return offset != null || finishedById.isEmpty() ? offset : finishedById.firstKey();
    }

    /** The number of unfinished updates. */
    synchronized int unfinished() {
        return unfinished;
    }

    /** The number of received updates that cannot be confirmed yet: the unfinished ones and the finished ones behind them. */
    synchronized int unconfirmed() {
        return finishedById.size();
    }

    /** Waits until all updates are finished, the timeout expires, or {@link #wake} is called. */
    synchronized void awaitIdle(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        long left = timeout.toMillis();
        while (unfinished > 0 && !woken && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    /** Ends all present and future waiting. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }
}
