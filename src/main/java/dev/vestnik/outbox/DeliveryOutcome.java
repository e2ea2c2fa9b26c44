package dev.vestnik.outbox;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What became of one event for one person. The names are stored in Redis, the labels are those of a metric and of the
 * ledger's answers.
 */
public enum DeliveryOutcome {
    /** Pending in the outbox. */
    WAITING(false),
    /** Sent as a message of its own. */
    SENT(true),
    /** Sent as a line of a digest, or as an edit of a card. */
    MERGED(true),
    /**
     * Older than its {@code expires}, or than the retention of events, when its turn came, or a step of an escalation that
     * was over by then: not sent.
     */
    EXPIRED(true),
    /** The person had logged out, disabled notifications or was not reachable in Telegram: not sent. */
    UNREACHABLE(true),
    /** Moved to the dead letters, with a reason. */
    DEAD(true),
    /** Neither in the outbox nor in the dead letters, and without a record. */
    GONE(false);

    private final String label = name().toLowerCase(Locale.ROOT);
    private final boolean recorded;

    DeliveryOutcome(boolean recorded) {
        this.recorded = recorded;
    }

    /** The outcomes that delivery records; the others are found by looking at the outbox. */
    public static List<DeliveryOutcome> recorded() {
        return Stream.of(values()).filter(outcome -> outcome.recorded).toList();
    }

    /** E.g. {@code sent}. */
    public String label() {
        return label;
    }
}
