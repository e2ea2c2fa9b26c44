package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the entries of an exchange that has ended; decided here and nowhere else.
 *
 * @param after AGAIN: not before this time is over
 * @param reason DEAD: why
 * @param cause what went wrong
 */
record Outcome(
        Kind kind, Duration after, String reason, @Nullable Throwable cause) {
    enum Kind {
        /** Done, with everything that is enlisted. */
        DONE,
        /** Not done, and that is no failure. */
        AGAIN,
        /** Failed, which counts: again after a pause, a batch one by one; dead after too many. */
        FAILED,
        /** To the dead letters at once. */
        DEAD
    }

    /** The reason of dead letters that have failed too often. */
    static final String FAILED_TOO_OFTEN = "failed";

    /** The reason of dead letters whose consumer never came back, too often. */
    static final String CRASHED_TOO_OFTEN = "crashed";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,15}(ms|s|m|h|d)?)+");

    static Outcome of(Exchange exchange, boolean stopping) {
        if (!exchange.isFailed() && !exchange.isRollbackOnly()) {
            return new Outcome(Kind.DONE, Duration.ZERO, "", null);
        }
        Throwable cause = exchange.getException();
        Message message = exchange.getMessage();
        String dead = deadReason(message);
        if (dead != null) {
            return new Outcome(Kind.DEAD, Duration.ZERO, dead, cause);
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
            return new Outcome(Kind.AGAIN, after.isNegative() ? Duration.ZERO : after, "", cause);
        }
        if (stopping && (cause instanceof RejectedExecutionException || cause instanceof InterruptedException)) {
            return new Outcome(Kind.AGAIN, Duration.ZERO, "", cause);
        }
        return failed(cause);
    }

    /** What the header of a message, or of an entry of a batch, says; null where it is not there. */
    static @Nullable String deadReason(Message message) {
        return message.getHeader(RedisStreamsConstants.DEAD_REASON, String.class);
    }

    /**
     * What the header of a message, or of an entry of a batch, says; null where it is not there.
     *
     * @throws IllegalArgumentException where it is no duration
     */
    static @Nullable Duration retryAfter(Message message) {
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

    static Outcome failed(@Nullable Throwable cause) {
        return new Outcome(Kind.FAILED, Duration.ZERO, "", cause);
    }

    static Outcome dead(String reason, @Nullable Throwable cause) {
        return new Outcome(Kind.DEAD, Duration.ZERO, reason, cause);
    }

    /** The cause as the dead letters tell it: the class and the message, at most 500 characters. */
    String error() {
        String text = cause == null ? "" : cause.toString();
        return text.length() <= 500 ? text : text.substring(0, 500);
    }
}
