package dev.vestnik.flow;

import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.delivery.Failure;
import dev.vestnik.delivery.Refusal;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/** What routes ask about a refused call, in {@code onWhen} of a {@code doCatch}. */
public final class TelegramRefusals {
    /** Where Telegram says that it was too fast, but not for how long. */
    private static final Duration UNSAID = Duration.ofSeconds(1);

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

    /** Too fast: the same may be said again after {@link #pause}. */
    public boolean isTooFast(Exchange exchange) {
        return is(Failure.TOO_FAST, exchange);
    }

    /** For how long Telegram wants silence, in milliseconds. */
    public long pause(Exchange exchange) {
        return caught(exchange).retryAfter().orElse(UNSAID).toMillis();
    }

    /** Nothing is lost: the message looks like that already, or the press on a button is too old to be answered. */
    public boolean isPointless(Exchange exchange) {
        return is(Failure.NOT_MODIFIED, exchange)
                || (is(Failure.REFUSED, exchange) && caught(exchange).method().equals("answerCallbackQuery"));
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
