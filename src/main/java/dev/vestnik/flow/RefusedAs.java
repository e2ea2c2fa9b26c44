package dev.vestnik.flow;

import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.TelegramRefusal;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Predicate;

/**
 * Whether Telegram refused the call for this reason; for {@code onWhen} of a {@code doCatch}. A predicate and no bean
 * method, since Camel hides the exception from bean methods there.
 */
public final class RefusedAs implements Predicate {
    private final DeliveryFailure failure;

    public RefusedAs(DeliveryFailure failure) {
        this.failure = failure;
    }

    @Override
    public boolean matches(Exchange exchange) {
        return exchange.getException() instanceof TelegramRefusedException refused
                && DeliveryFailure.of(refusal(refused)) == failure;
    }

    static TelegramRefusal refusal(TelegramRefusedException refused) {
        return new TelegramRefusal(
                refused.errorCode(),
                refused.description(),
                refused.retryAfter().orElse(null),
                refused.migrateTo().isPresent() ? refused.migrateTo().getAsLong() : null);
    }

    /** The refusal that a {@code doCatch} has caught. */
    static TelegramRefusedException caught(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, TelegramRefusedException.class);
    }
}
