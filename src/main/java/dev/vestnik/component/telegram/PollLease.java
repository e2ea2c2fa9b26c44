package dev.vestnik.component.telegram;

/**
 * The right to poll. Telegram allows one poller per bot, so only one of several instances may hold it.
 *
 * @see <a href="https://core.telegram.org/bots/api#getupdates">getUpdates</a>
 */
public interface PollLease {
    /** Always held; for a single instance. */
    PollLease ALONE = new PollLease() {
        @Override
        public boolean hold() {
            return true;
        }

        @Override
        public void release() {}
    };

    /**
     * Acquires or renews the lease. Called before every {@code getUpdates}.
     *
     * @return false if another instance holds it
     */
    boolean hold();

    /** Whether the lease is still held, without asking anybody. A poll ends when it is not. */
    default boolean held() {
        return true;
    }

    /** Releases the lease, so that another instance can acquire it at once. Does nothing if it is not held. */
    void release();
}
