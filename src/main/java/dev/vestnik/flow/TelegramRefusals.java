package dev.vestnik.flow;

import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.component.telegram.TelegramUnavailableException;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.TelegramError;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/** Translates exceptions of the {@code telegram:} component. */
final class TelegramRefusals {
    /** Wrong token or address, authentication at the proxy, a timeout, a wrong server, too early, too many requests. */
    private static final Set<Integer> OF_ALL_REQUESTS = Set.of(401, 404, 407, 408, 421, 425, 429);

    private TelegramRefusals() {}

    static TelegramError refusal(TelegramRefusedException refused) {
        return new TelegramError(
                refused.errorCode(),
                refused.description(),
                refused.retryAfter().orElse(null),
                refused.migrateTo().isPresent() ? refused.migrateTo().getAsLong() : null);
    }

    /** The refusal by Telegram, or by a proxy before it; null: this is no refusal. */
    static @Nullable TelegramError refusal(@Nullable Throwable cause) {
        if (cause instanceof TelegramRefusedException refused) {
            return refusal(refused);
        }
        return cause instanceof TelegramUnavailableException unavailable && isRefusalOfProxy(unavailable)
                ? new TelegramError(unavailable.getHttpResponseCode(), unavailable.getHttpResponseStatus(), null, null)
                : null;
    }

    /** The refusal that a {@code doCatch} has caught. */
    static TelegramError caught(Exchange exchange) {
        return Objects.requireNonNull(
                refusal(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class)));
    }

    static DeliveryFailure failure(@Nullable Throwable cause) {
        if (cause instanceof TelegramRefusedException refused) {
            return DeliveryFailure.of(refusal(refused));
        }
        if (cause instanceof TelegramUnavailableException unavailable) {
            return isRefusalOfProxy(unavailable) ? DeliveryFailure.REFUSED : DeliveryFailure.TELEGRAM_DOWN;
        }
        return DeliveryFailure.INTERNAL;
    }

    /** Whether a proxy refused this request, e.g. since it is too large; not whether it refuses or delays all of them. */
    private static boolean isRefusalOfProxy(TelegramUnavailableException unavailable) {
        int status = unavailable.getHttpResponseCode();
        return status >= 400 && status < 500 && !OF_ALL_REQUESTS.contains(status);
    }
}
