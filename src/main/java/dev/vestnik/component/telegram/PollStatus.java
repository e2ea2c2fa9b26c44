package dev.vestnik.component.telegram;

/** What the poll loop is at. */
public enum PollStatus {
    /** Not started, stopped or suspended. */
    STOPPED,
    /** Started, not yet answered. */
    STARTING,
    /** Another instance polls. */
    WAITING_FOR_LEASE,
    /** The last poll was answered. */
    POLLING,
    /** Telegram says that somebody else polls with this token, or that a webhook is set; tried again. */
    CONFLICT,
    /** Telegram, or the keeper of the lease, cannot be reached; tried again. */
    UNREACHABLE,
    /** No bot has this token: polling has ended. */
    WRONG_TOKEN;

    /** Whether an operator need not act. */
    public boolean healthy() {
        return this == POLLING || this == WAITING_FOR_LEASE;
    }
}
