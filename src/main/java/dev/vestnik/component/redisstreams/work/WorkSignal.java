package dev.vestnik.component.redisstreams.work;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Internal to the component. Wakes one waiting thread; a call before the wait is not lost. */
public final class WorkSignal {
    private boolean set;

    public synchronized void set() {
        set = true;
        notifyAll();
    }

    /** Waits for a call of {@link #set}, at most this long. */
    public synchronized void await(Duration longest) throws InterruptedException {
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
