package dev.vestnik.flow;

import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.delivery.Failure;
import dev.vestnik.delivery.Refusal;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/** What routes ask about a refused call, in {@code onWhen} of a {@code doCatch}. */
public final class TelegramRefusals {
    /** Telegram could not parse the mark-up. */
    public boolean isUnparsable(Exchange exchange) {
        return is(Failure.UNPARSABLE, exchange);
    }

    /** The group has another id now. */
    public boolean isMigrated(Exchange exchange) {
        return is(Failure.MIGRATED, exchange);
    }

    /** Nobody is there: the bot is blocked, or the chat does not exist. */
    public boolean isUnreachable(Exchange exchange) {
        return is(Failure.UNREACHABLE, exchange);
    }

    static Refusal refusal(TelegramRefusedException refused) {
        return new Refusal(
                refused.errorCode(),
                refused.description(),
                refused.retryAfter().orElse(null),
                refused.migrateTo().isPresent() ? refused.migrateTo().getAsLong() : null);
    }

    static TelegramRefusedException caught(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, TelegramRefusedException.class);
    }

    private static boolean is(Failure failure, Exchange exchange) {
        return Failure.of(refusal(caught(exchange))) == failure;
    }
}
