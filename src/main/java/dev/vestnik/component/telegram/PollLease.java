package dev.vestnik.component.telegram;

/**
 * The right to poll. Telegram lets one poller in, so of several instances one may ask for updates.
 *
 * @see <a href="https://core.telegram.org/bots/api#getupdates">getUpdates</a>
 */
public interface PollLease {
    /** For an instance that is alone. */
    PollLease ALONE = new PollLease() {
        @Override
        public boolean hold() {
            return true;
        }

        @Override
        public void release() {}
    };

    /** Takes the lease, or keeps it. Asked before every {@code getUpdates}; false: another instance has it. */
    boolean hold();

    /** Lets it go, so that another instance may take it at once. Without effect where it is not held. */
    void release();
}
