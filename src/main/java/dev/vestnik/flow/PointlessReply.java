package dev.vestnik.flow;

import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.delivery.DeliveryFailure;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Whether Telegram refused what nobody misses: the message looks like that already, or the press on a button is too old
 * to be answered. For {@code onWhen} of a {@code doCatch}.
 */
public final class PointlessReply implements Predicate {
    @Override
    public boolean matches(Exchange exchange) {
        if (!(exchange.getException() instanceof TelegramRefusedException refused)) {
            return false;
        }
        return switch (DeliveryFailure.of(RefusedAs.refusal(refused))) {
            case NOT_MODIFIED -> true;
            case REFUSED -> refused.method().equals("answerCallbackQuery");
            default -> false;
        };
    }
}
