package dev.vestnik.flow;

import dev.vestnik.component.telegram.TelegramRefusedException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Whether the refusal of a reply can be ignored: the edit changes nothing or its message is gone, the topic of the group is
 * closed, or the button press is too old for an answer. For {@code onWhen} of a {@code doCatch}, see {@link RefusalPredicate}.
 */
public final class IgnorableRefusalPredicate implements Predicate {
    @Override
    public boolean matches(Exchange exchange) {
        if (!(exchange.getException() instanceof TelegramRefusedException refused)) {
            return false;
        }
        return switch (TelegramRefusals.failure(refused)) {
            case NOT_MODIFIED, MESSAGE_GONE, PLACE_CLOSED -> true;
            case REFUSED -> refused.method().equals("answerCallbackQuery");
            default -> false;
        };
    }
}
