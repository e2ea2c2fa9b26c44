package dev.vestnik.sandbox;

/**
 * Lets calls through at a {@link Pace}. A call that comes too early shuts the bucket until the time it was told, as
 * Telegram does.
 */
final class Bucket {
    /** So much too early is not held against a sender: the network's jitter, in milliseconds. */
    private static final double JITTER = 100;

    private double filledUntil;
    private long shutUntil;

    /** Takes one call at the epoch millisecond {@code now}; answers 0, or the seconds to wait. */
    synchronized long take(Pace pace, long now) {
        if (now < shutUntil) {
            return seconds(shutUntil - now);
        }
        if (pace.permits() == 0) {
            return 0;
        }
        double interval = (double) pace.per().toMillis() / pace.permits();
        double start = Math.max(filledUntil, (double) now);
        double early = start - now - (pace.burst() - 1) * interval;
        if (early > JITTER) {
            long wait = seconds((long) Math.ceil(early));
            shutUntil = now + wait * 1000;
            return wait;
        }
        filledUntil = start + interval;
        return 0;
    }

    /** Lets nothing through before the epoch millisecond {@code until}. */
    synchronized void shut(long until) {
        shutUntil = until;
    }

    synchronized void reset() {
        filledUntil = 0;
        shutUntil = 0;
    }

    private static long seconds(long millis) {
        return Math.max(1, (millis + 999) / 1000);
    }
}
