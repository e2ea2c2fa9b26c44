package dev.vestnik.flow;

import dev.vestnik.delivery.DeliveryFailure;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Whether the same call may succeed later: Telegram did not answer, or answered 429. For {@code onWhen} of a {@code doCatch},
 * see {@link RefusalPredicate}.
 */
public final class TransientFailurePredicate implements Predicate {
    @Override
    public boolean matches(Exchange exchange) {
        DeliveryFailure failure = TelegramRefusals.failure(exchange.getException());
        return failure == DeliveryFailure.TELEGRAM_DOWN || failure == DeliveryFailure.TOO_FAST;
    }
}
