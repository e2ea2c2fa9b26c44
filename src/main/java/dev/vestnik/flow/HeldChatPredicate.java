package dev.vestnik.flow;

import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.FailurePolicy;
import dev.vestnik.delivery.TelegramError;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Whether Telegram answered 429 and takes nothing for a chat for longer than a minute. For {@code onWhen} of a {@code doCatch},
 * see {@link RefusalPredicate}.
 */
public final class HeldChatPredicate implements Predicate {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Override
    public boolean matches(Exchange exchange) {
        TelegramError refusal = TelegramRefusals.refusal(exchange.getException());
        if (refusal == null || DeliveryFailure.of(refusal) != DeliveryFailure.TOO_FAST) {
            return false;
        }
        Duration pause = FailurePolicy.retryAfter(refusal);
        return pause != null && pause.compareTo(LONG) > 0;
    }
}
