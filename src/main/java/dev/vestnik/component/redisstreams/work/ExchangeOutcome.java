package dev.vestnik.component.redisstreams.work;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.RetryAfter;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Internal to the component. The outcome of an exchange that has ended.
 *
 * @param after RETRY: the pause
 * @param reason DEAD: the reason
 * @param cause the error, if there is one
 */
public record ExchangeOutcome(
        Kind kind, Duration after, String reason, @Nullable Throwable cause) {
    public enum Kind {
        /** Done: the enlisted writes are performed. */
        DONE,
        /** Deliver again; not a failure. */
        RETRY,
        /** Failed; {@link RetryPolicy} decides what follows. */
        FAILED,
        /** Move to the dead letters at once. */
        DEAD
    }

    /** The reason of dead letters that have failed too often. */
    public static final String FAILED_TOO_OFTEN = "failed";

    /** The reason of dead letters whose consumers died too often. */
    public static final String CRASHED_TOO_OFTEN = "crashed";

    /** The reason of dead letters that nobody could have written to this stream with this component. */
    public static final String FOREIGN = "foreign";

    /** The reason of dead letters whose settlement Redis refused for too long. */
    public static final String SETTLEMENT_REFUSED = "settlement-refused";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,15}(ms|s|m|h|d)?)+");

    /**
     * What became of an exchange. It counts as failed even if an error handler (an {@code onException} with {@code handled},
     * a dead letter channel) has handled its error, because the work of the route was not done; only a {@code doTry} of the
     * route makes up for an error.
     */
    public static ExchangeOutcome of(Exchange exchange, boolean stopping) {
        if (!failed(exchange)) {
            return new ExchangeOutcome(Kind.DONE, Duration.ZERO, "", null);
        }
        Throwable cause = exchange.getException();
        if (cause == null) {
            cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        }
        Message message = exchange.getMessage();
        String dead = deadReason(message);
        if (dead != null) {
            return new ExchangeOutcome(Kind.DEAD, Duration.ZERO, dead, cause);
        }
        Duration after;
        try {
            after = retryAfter(message);
        } catch (IllegalArgumentException e) {
            return failed(e);
        }
        for (Throwable known = cause; known != null && after == null; known = known.getCause()) {
            after = known instanceof RetryAfter retry ? retry.retryAfter() : null;
        }
        if (after != null) {
            return new ExchangeOutcome(Kind.RETRY, after.isNegative() ? Duration.ZERO : after, "", cause);
        }
        if (stopping && (cause instanceof RejectedExecutionException || cause instanceof InterruptedException)) {
            return new ExchangeOutcome(Kind.RETRY, Duration.ZERO, "", cause);
        }
        return failed(cause);
    }

    private static boolean failed(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        return exchange.isFailed()
                || exchange.isRollbackOnly()
                || exchange.isRollbackOnlyLast()
                || Boolean.TRUE.equals(extension.getErrorHandlerHandled());
    }

    /** The dead-letter reason in the headers of a message, or of an entry of a batch; null if there is none. */
    public static @Nullable String deadReason(Message message) {
        return message.getHeader(RedisStreamsConstants.DEAD_REASON, String.class);
    }

    /**
     * The pause in the headers of a message, or of an entry of a batch; null if there is none.
     *
     * @throws IllegalArgumentException if it is not a duration
     */
    public static @Nullable Duration retryAfter(Message message) {
        Object written = message.getHeader(RedisStreamsConstants.RETRY_AFTER);
        if (written == null || written instanceof Duration) {
            return (Duration) written;
        }
        String text = String.valueOf(written);
        if (!DURATION.matcher(text).matches()) {
            throw new IllegalArgumentException("The header " + RedisStreamsConstants.RETRY_AFTER + " is '" + text
                    + "', right is a duration such as 30s, 1m30s or 500ms, or a number of milliseconds");
        }
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    }

    /** Done, but Redis refused its writes. */
    public static ExchangeOutcome doneWithoutWrites(@Nullable Throwable cause) {
        return new ExchangeOutcome(Kind.DONE, Duration.ZERO, "", cause);
    }

    public static ExchangeOutcome failed(@Nullable Throwable cause) {
        return new ExchangeOutcome(Kind.FAILED, Duration.ZERO, "", cause);
    }

    public static ExchangeOutcome dead(String reason, @Nullable Throwable cause) {
        return new ExchangeOutcome(Kind.DEAD, Duration.ZERO, reason, cause);
    }

    /** The error as dead letters show it: the class and the message, at most 500 characters. */
    public String error() {
        String text = cause == null ? "" : cause.toString();
        return text.length() <= 500 ? text : text.substring(0, 500);
    }
}
