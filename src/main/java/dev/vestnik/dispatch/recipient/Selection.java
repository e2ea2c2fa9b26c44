package dev.vestnik.dispatch.recipient;

import dev.vestnik.outbox.PassedOver;
import java.util.List;

/**
 * The recipients of an event.
 *
 * @param recipients in the order of their chats; empty: nobody gets the event
 * @param passedOver the people who come before the recipients, but could not get the event; if nobody gets it, all whom it
 *     concerns
 */
public record Selection(List<Recipient> recipients, PassedOver passedOver) {
    public static final Selection NOBODY = new Selection(List.of(), PassedOver.NOBODY);

    public Selection {
        recipients = List.copyOf(recipients);
    }

    /** Whether nobody gets the event. */
    public boolean isEmpty() {
        return recipients.isEmpty();
    }
}
