package dev.vestnik.delivery.card;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.incident.card.Card;
import dev.vestnik.outbox.OutboxText;
import org.jspecify.annotations.Nullable;

/**
 * The next message of a chat about an incident.
 *
 * @param shown the card that the message is; null: it is none
 * @param ends takes the buttons from the card before; null: there is none, or it has none
 */
public record CardPlan(
        ComposedMessage message,
        @Nullable Shown shown,
        @Nullable OutboxText ends) {
    /**
     * A card of an incident.
     *
     * @param number of the incident
     * @param card with the id of the message that is edited; 0 for a new message
     * @param closed whether the incident is closed
     */
    public record Shown(String key, long number, Card card, boolean closed) {}

    CardPlan silenced() {
        return new CardPlan(message.silenced(), shown, ends);
    }
}
