package dev.vestnik.outbox;

import java.util.Locale;

/** What became of an event for one person; also the label of the metric. */
public enum DeliveryOutcome {
    /** Sent as a message of its own. */
    SENT,
    /** Sent as a line of a digest. */
    MERGED,
    /** Older than its {@code expires}, or than the retention of events, when its turn came: not sent. */
    EXPIRED,
    /** The person had logged out, switched notifications off or left Telegram's reach when its turn came: not sent. */
    UNREACHABLE,
    /** In the dead-letter stream, with its reason. */
    DEAD;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
