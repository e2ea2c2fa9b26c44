package dev.vestnik.delivery;

import dev.vestnik.outbox.DeliveryOutcome;

/** Counts what delivery does, for operators. */
public interface DeliveryCounters {
    /** Outbox entries were settled with this outcome; an event counts once for each recipient. */
    void recorded(DeliveryOutcome outcome, int entries);

    /** A call to Telegram failed; not every failure loses or delays an event. */
    void failed(DeliveryFailure failure);
}
