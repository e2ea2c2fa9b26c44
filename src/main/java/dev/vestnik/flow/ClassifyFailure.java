package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.component.telegram.TelegramUnavailableException;
import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.RateLimitDetector;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.outbox.DeliveryOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.component.telegram.TelegramConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why an exchange failed, in one line of the log (what fails of itself with each tick, once a minute) and in the headers by which the stream that it came from decides
 * what happens next: again after a time, not counted; or to the dead letters; else counted, and again.
 */
public final class ClassifyFailure implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ClassifyFailure.class);

    private final TelegramCircuitBreaker outage;
    private final RateLimitDetector flooding;
    private final DeliveryCounters counters;
    private final SaidLately said;

    public ClassifyFailure(
            TelegramCircuitBreaker outage, RateLimitDetector flooding, DeliveryCounters counters, Clock clock) {
        this.outage = outage;
        this.flooding = flooding;
        this.counters = counters;
        this.said = new SaidLately(clock);
    }

    @Override
    public void process(Exchange exchange) {
        Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof TelegramPausedException) {
            return;
        }
        DeliveryFailure failure = failure(cause);
        counters.failed(failure);
        switch (failure) {
            case TOO_FAST ->
                tooFast(
                        exchange,
                        ((TelegramRefusedException) cause).retryAfter().orElse(TelegramPause.UNSAID));
            case TELEGRAM_DOWN, WRONG_TOKEN -> retryAfter(exchange, outage.failed(chat(exchange), failure));
            case UNREACHABLE, MIGRATED, UNPARSABLE, REFUSED -> deadIfAlone(exchange, failure, cause);
            case NOT_MODIFIED, INTERNAL -> {}
        }
        log(exchange, failure, cause);
    }

    private static DeliveryFailure failure(@Nullable Throwable cause) {
        if (cause instanceof TelegramRefusedException refused) {
            return DeliveryFailure.of(RefusedAs.refusal(refused));
        }
        return cause instanceof TelegramUnavailableException ? DeliveryFailure.TELEGRAM_DOWN : DeliveryFailure.INTERNAL;
    }

    /** The chat is due again after that time; where it is the whole bot that is too fast, so are all, on every instance. */
    private void tooFast(Exchange exchange, Duration time) {
        retryAfter(exchange, time);
        Settlement settlement = exchange.getProperty(RedisStreamsConstants.SETTLEMENT, Settlement.class);
        if (settlement != null && flooding.refused(chat(exchange), time)) {
            settlement.holdAll(time);
            LOG.warn("Telegram finds the whole bot too fast: nothing is sent for {}", time);
        }
    }

    private static void retryAfter(Exchange exchange, Duration time) {
        exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, time);
    }

    /** An entry that Telegram refuses stays refused. Several are tried one by one, to find the one at fault. */
    private void deadIfAlone(Exchange exchange, DeliveryFailure failure, @Nullable Throwable cause) {
        Settlement settlement = exchange.getProperty(RedisStreamsConstants.SETTLEMENT, Settlement.class);
        if (settlement != null && settlement.ids().size() == 1 && cause instanceof TelegramRefusedException refused) {
            String reason = failure.label() + ": " + refused.errorCode() + " " + refused.description();
            exchange.getMessage().setHeader(RedisStreamsConstants.DEAD_REASON, reason);
            counters.met(DeliveryOutcome.DEAD, 1);
        }
    }

    private static long chat(Exchange exchange) {
        String chat = exchange.getMessage().getHeader(TelegramConstants.TELEGRAM_CHAT_ID, String.class);
        return chat == null ? 0 : Long.parseLong(chat);
    }

    private void log(Exchange exchange, DeliveryFailure failure, @Nullable Throwable cause) {
        Object after = exchange.getMessage().getHeader(RedisStreamsConstants.RETRY_AFTER);
        String route = Objects.requireNonNullElse(exchange.getFromRouteId(), "unknown");
        String again = after == null ? "" : "; again after " + after;
        switch (failure) {
            case NOT_MODIFIED -> LOG.debug("Route {}: {}", route, failure.label());
            case INTERNAL -> internal(route, String.valueOf(cause));
            default ->
                LOG.warn(
                        "Route {} failed, {}: {}{}",
                        route,
                        failure.label(),
                        cause == null ? "" : cause.getMessage(),
                        again);
        }
    }

    private void internal(String route, String cause) {
        if (said.isNew(route + " " + cause)) {
            LOG.error("Route {} failed: {}", route, cause);
        } else {
            LOG.debug("Route {} failed again: {}", route, cause);
        }
    }
}
