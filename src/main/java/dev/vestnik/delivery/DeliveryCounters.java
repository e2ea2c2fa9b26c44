package dev.vestnik.delivery;

import dev.vestnik.outbox.DeliveryOutcome;

/** What operators see counted. Whatever is counted has been settled, so that the sums close. */
public interface DeliveryCounters {
    /** So many events met this fate. Every event counts once for each person that it was meant for. */
    void met(DeliveryOutcome fate, int events);

    /** A call to Telegram failed so; not every failure loses or delays anything. */
    void failed(DeliveryFailure failure);
}
