package dev.vestnik.component.telegram;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which updates have come and which are done. What may be confirmed to Telegram is everything before the first that is not done.
 * Safe for threads.
 */
final class UpdateTracker {
    private final TreeMap<Long, Boolean> doneById = new TreeMap<>();
    private @Nullable Long next;
    private int unfinished;
    private boolean woken;

    /** @param next the first update that is not done; null: not known */
    UpdateTracker(@Nullable Long next) {
        this.next = next;
    }

    /**
     * An update has come.
     *
     * @return false: it had come before
     */
    synchronized boolean begin(long id) {
        if ((next != null && id < next) || doneById.containsKey(id)) {
            return false;
        }
        doneById.put(id, false);
        unfinished++;
        return true;
    }

    synchronized void finish(long id) {
        if (!Boolean.FALSE.equals(doneById.replace(id, true))) {
            return;
        }
        unfinished--;
        Map.Entry<Long, Boolean> first = doneById.firstEntry();
        while (first != null && first.getValue()) {
            next = first.getKey() + 1;
            doneById.pollFirstEntry();
            first = doneById.firstEntry();
        }
        notifyAll();
    }

    /** The offset of the next poll: the first update that is not done; null: not known. */
    synchronized @Nullable Long next() {
        return next != null || doneById.isEmpty() ? next : doneById.firstKey();
    }

    /** How many have come and are not done. */
    synchronized int unfinished() {
        return unfinished;
    }

    /** How many have come and are not confirmed: those not done, and those done behind them. */
    synchronized int unconfirmed() {
        return doneById.size();
    }

    /** Waits until all is done, the time is over, or {@link #wake}. */
    synchronized void awaitIdle(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toMillis();
        while (unfinished > 0 && !woken && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    /** Ends waiting for good. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }
}
