package dev.vestnik.flow;

import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.component.telegram.TelegramUnavailableException;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.TelegramError;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/** Translates exceptions of the {@code telegram:} component. */
final class TelegramRefusals {
    private TelegramRefusals() {}

    static TelegramError refusal(TelegramRefusedException refused) {
        return new TelegramError(
                refused.errorCode(),
                refused.description(),
                refused.retryAfter().orElse(null),
                refused.migrateTo().isPresent() ? refused.migrateTo().getAsLong() : null);
    }

    /** The refusal that a {@code doCatch} has caught. */
    static TelegramError caught(Exchange exchange) {
        return refusal(Objects.requireNonNull(
                exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, TelegramRefusedException.class)));
    }

    static DeliveryFailure failure(@Nullable Throwable cause) {
        if (cause instanceof TelegramRefusedException refused) {
            return DeliveryFailure.of(refusal(refused));
        }
        return cause instanceof TelegramUnavailableException ? DeliveryFailure.TELEGRAM_DOWN : DeliveryFailure.INTERNAL;
    }
}
