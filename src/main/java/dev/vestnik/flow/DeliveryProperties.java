package dev.vestnik.flow;

/** What the steps of delivery leave on the exchange for each other. */
final class DeliveryProperties {
    /** {@link dev.vestnik.outbox.PendingBatch}: what waited. */
    static final String BACKLOG = "VestnikBacklog";
    /** {@link dev.vestnik.delivery.DeliveryMessage}: what is sent of it. */
    static final String OUTGOING = "VestnikOutgoing";
    /** {@link dev.vestnik.outbox.DeliveryOutcome}: of what was to be sent, where it is another than it should. */
    static final String FATE = "VestnikFate";

    /** Telegram's reason, where nobody is there. */
    static final String REASON = "VestnikReason";

    private DeliveryProperties() {}
}
