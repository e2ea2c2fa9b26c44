package dev.vestnik.delivery;

import dev.vestnik.outbox.DeliveryOutcome;
import java.time.Instant;

/** Counts what delivery does, for operators. */
public interface DeliveryCounters {
    /** Outbox entries were settled with this outcome; an event counts once for each recipient. */
    void recorded(DeliveryOutcome outcome, int entries);

    /**
     * Telegram accepted a message with an event that was dispatched to its person; not for events that are sent later for
     * another reason, such as an escalation.
     *
     * @param status of the event
     * @param accepted when the event came into the stream of events
     */
    void delivered(String status, Instant accepted);

    /** A call to Telegram failed; not every failure loses or delays an event. */
    void failed(DeliveryFailure failure);
}
