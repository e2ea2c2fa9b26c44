package dev.vestnik.component.telegram;

/** The status of long polling. */
public enum PollStatus {
    /** Not started, stopped or suspended. */
    STOPPED,
    /** Started; no poll has been answered yet. */
    STARTING,
    /** Another instance holds the lease and polls. */
    WAITING_FOR_LEASE,
    /** Telegram answered the last poll. */
    POLLING,
    /** Another poller uses the token, or a webhook is set; polling is retried. */
    CONFLICT,
    /** Telegram or the lease cannot be reached; polling is retried. */
    UNREACHABLE,
    /** Telegram knows no bot with this token; polling is retried, since servers were seen to say so once by mistake. */
    WRONG_TOKEN;

    /** Whether no operator needs to act. */
    public boolean healthy() {
        return this == POLLING || this == WAITING_FOR_LEASE;
    }
}
