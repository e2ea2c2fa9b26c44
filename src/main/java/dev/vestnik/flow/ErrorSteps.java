package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.FailurePolicy;
import dev.vestnik.delivery.TelegramError;
import java.time.Clock;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.component.telegram.TelegramConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code errors.camel.yaml}. */
public final class ErrorSteps {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorSteps.class);

    private final FailurePolicy policy;
    private final LogThrottle throttle;

    public ErrorSteps(FailurePolicy policy, Clock clock) {
        this.policy = policy;
        this.throttle = new LogThrottle(clock);
    }

    /**
     * Logs the failure in one line, an internal one at most once a minute, and sets the headers by which the stream decides:
     * retry after a time, or dead letter. Without either header the stream counts the failure and retries.
     */
    public void classify(Exchange exchange) {
        Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof TelegramCircuitOpenException) {
            return;
        }
        DeliveryFailure failure = TelegramRefusals.failure(cause);
        TelegramError refusal = TelegramRefusals.refusal(cause);
        Settlement settlement = exchange.getProperty(RedisStreamsConstants.SETTLEMENT, Settlement.class);
        int entries = settlement == null ? 0 : settlement.ids().size();
        FailurePolicy.FailureAction action = policy.decide(chat(exchange), failure, refusal, entries);
        Message message = exchange.getMessage();
        if (action.retryAfter() != null) {
            message.setHeader(RedisStreamsConstants.RETRY_AFTER, action.retryAfter());
            if (action.holdAll() && settlement != null) {
                settlement.holdAll(action.retryAfter());
                LOG.warn("Telegram limits the whole bot: nothing is sent for {}", action.retryAfter());
            }
        }
        if (action.deadReason() != null) {
            message.setHeader(RedisStreamsConstants.DEAD_REASON, action.deadReason());
        }
        log(exchange, failure, cause);
    }

    private static long chat(Exchange exchange) {
        String chat = exchange.getMessage().getHeader(TelegramConstants.TELEGRAM_CHAT_ID, String.class);
        return chat == null ? 0 : Long.parseLong(chat);
    }

    private void log(Exchange exchange, DeliveryFailure failure, @Nullable Throwable cause) {
        Object retryAfter = exchange.getMessage().getHeader(RedisStreamsConstants.RETRY_AFTER);
        String route = Objects.requireNonNullElse(exchange.getFromRouteId(), "unknown");
        String retry = retryAfter == null ? "" : "; retry after " + retryAfter;
        switch (failure) {
            case NOT_MODIFIED -> LOG.debug("Route {}: {}", route, failure.label());
            case INTERNAL -> internal(route, String.valueOf(cause));
            default ->
                LOG.warn(
                        "Route {} failed, {}: {}{}",
                        route,
                        failure.label(),
                        cause == null ? "" : cause.getMessage(),
                        retry);
        }
    }

    private void internal(String route, String cause) {
        if (throttle.permits(route + " " + cause)) {
            LOG.error("Route {} failed: {}", route, cause);
        } else {
            LOG.debug("Route {} failed again: {}", route, cause);
        }
    }
}
