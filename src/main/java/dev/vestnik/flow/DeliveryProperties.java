package dev.vestnik.flow;

/** The exchange properties by which the steps of {@code event-delivery.camel.yaml} share data. */
public final class DeliveryProperties {
    /** {@link dev.vestnik.outbox.PendingBatch}: what is pending for the chat. */
    static final String BATCH = "vestnikPendingBatch";

    /** {@link dev.vestnik.delivery.message.ComposedMessage}: the message that is sent. */
    static final String MESSAGE = "vestnikMessage";

    /** {@link dev.vestnik.delivery.DeliveryPlan}: the message, and what to write when it is sent. */
    public static final String PLAN = "vestnikDeliveryPlan";

    /** True: Telegram takes nothing for the chat, and all its entries wait. */
    static final String HELD = "vestnikChatHeld";

    /** Property: the texts that end live digests. */
    static final String ENDED_DIGESTS = "vestnikEndedDigests";

    /** Why the entries of the message are dead letters; absent if they are not. */
    static final String DEAD_REASON = "vestnikDeadReason";

    private DeliveryProperties() {}
}
