package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread; a call that comes before the wait is not lost. */
final class Signal {
    private boolean set;

    synchronized void set() {
        set = true;
        notifyAll();
    }

    /** Waits for a call, at most this long. */
    synchronized void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!set) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        set = false;
    }
}
