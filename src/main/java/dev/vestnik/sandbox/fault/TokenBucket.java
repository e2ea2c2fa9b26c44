package dev.vestnik.sandbox.fault;

/**
 * Enforces a {@link RateLimit}. A call above the limit closes the bucket until the end of the wait time returned, as Telegram
 * does.
 */
public final class TokenBucket {
    /** Tolerance for network jitter, in milliseconds. */
    private static final double JITTER = 100;

    private double filledUntil;
    private long closedUntil;

    /** Takes one permit at {@code now}, in epoch milliseconds. Returns 0, or the seconds to wait. */
    public synchronized long take(RateLimit limit, long now) {
        if (now < closedUntil) {
            return seconds(closedUntil - now);
        }
        if (limit.permits() == 0) {
            return 0;
        }
        double interval = (double) limit.per().toMillis() / limit.permits();
        double start = Math.max(filledUntil, (double) now);
        double early = start - now - (limit.burst() - 1) * interval;
        if (early > JITTER) {
            long wait = seconds((long) Math.ceil(early));
            closedUntil = now + wait * 1000;
            return wait;
        }
        filledUntil = start + interval;
        return 0;
    }

    /** Refuses every call before {@code until}, in epoch milliseconds. */
    public synchronized void closeUntil(long until) {
        closedUntil = until;
    }

    public synchronized void reset() {
        filledUntil = 0;
        closedUntil = 0;
    }

    private static long seconds(long millis) {
        return Math.max(1, (millis + 999) / 1000);
    }
}
