package dev.vestnik.web;

import java.time.Duration;

/**
 * Lets requests wait while a route over HTTP is changed. Whoever comes while it is closed waits, also while others are still
 * under way: a lock for readers that lets them overtake the writer would keep a change waiting as long as requests overlap. A
 * request belongs to no thread, since its answer may end on another one than it began on.
 */
public final class RequestGate {
    private int underWay;
    private boolean closed;

    /** A request begins; it waits while the gate is closed. Each is followed by one {@link #leave}. */
    public synchronized void enter() throws InterruptedException {
        while (closed) {
            wait();
        }
        underWay++;
    }

    /** The answer is complete. */
    public synchronized void leave() {
        underWay--;
        if (underWay == 0) {
            notifyAll();
        }
    }

    /**
     * From now on requests wait, until {@link #open}; for one thread at a time.
     *
     * @param patience how long to wait for the answers that are under way
     * @return whether all of them are complete; the gate is closed in any case
     */
    public synchronized boolean close(Duration patience) throws InterruptedException {
        closed = true;
        long end = System.nanoTime() + patience.toNanos();
        while (underWay > 0) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    public synchronized void open() {
        closed = false;
        notifyAll();
    }
}
