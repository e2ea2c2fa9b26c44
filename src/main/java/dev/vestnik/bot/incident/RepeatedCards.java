package dev.vestnik.bot.incident;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.IncomingUpdate;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.card.CardStore;
import java.util.Set;

/**
 * Messages that look like a card and are none: a process ended after Telegram had taken the message and before it was recorded,
 * and the card was sent again. A press on one of them counts like any other, and takes its buttons.
 */
public final class RepeatedCards {
    /** The buttons of cards and of their copies. */
    private static final Set<String> BUTTONS = Set.of("take", "takeover", "release", "give", "close", "mute", "unmute");

    private final CardStore cards;
    private final IncidentStore incidents;
    private final IncidentRequests requests;

    public RepeatedCards(CardStore cards, IncidentStore incidents, IncidentRequests requests) {
        this.cards = cards;
        this.incidents = incidents;
        this.requests = requests;
    }

    /** Requests that the pressed message loses its buttons, if nobody knows it as a card. */
    public void pressed(ConversationContext context) {
        IncomingUpdate update = context.incoming();
        Long message = update.message();
        Long number = update.incident();
        if (message == null
                || number == null
                || !BUTTONS.contains(update.button())
                || OwnerButtons.isOfQuestion(update)
                || cards.keyOf(update.chat(), message).isPresent()) {
            return;
        }
        incidents
                .byNumber(number)
                .ifPresent(incident -> requests.endRepeated(update.chat(), update.topic(), incident.key(), message));
    }
}
