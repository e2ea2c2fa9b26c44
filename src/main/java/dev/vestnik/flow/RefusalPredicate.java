package dev.vestnik.flow;

import dev.vestnik.delivery.DeliveryFailure;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Whether Telegram refused the call for this reason; for {@code onWhen} of a {@code doCatch}. This is a predicate and not a
 * bean method, since Camel hides the exception from bean methods there.
 */
public final class RefusalPredicate implements Predicate {
    private final DeliveryFailure failure;

    public RefusalPredicate(DeliveryFailure failure) {
        this.failure = failure;
    }

    @Override
    public boolean matches(Exchange exchange) {
        return TelegramRefusals.refusal(exchange.getException()) != null
                && TelegramRefusals.failure(exchange.getException()) == failure;
    }
}
