package dev.vestnik.delivery.digest;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.incident.card.FoldedIncident;
import dev.vestnik.incident.card.StormCard;
import dev.vestnik.outbox.OutboxText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next message of a chat about its storm.
 *
 * @param card with the id of the message that is edited; 0 for a new message
 * @param folded the incidents that the message adds, or shows as over
 * @param replaces whether these are all incidents of the storm
 * @param ends takes the buttons from the card of the storm before; null: there is none
 */
public record StormPlan(
        ComposedMessage message,
        StormCard card,
        List<FoldedIncident> folded,
        boolean replaces,
        @Nullable OutboxText ends) {
    public StormPlan {
        folded = List.copyOf(folded);
    }
}
