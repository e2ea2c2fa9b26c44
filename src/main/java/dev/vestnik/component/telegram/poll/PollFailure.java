package dev.vestnik.component.telegram.poll;

import dev.vestnik.component.telegram.PollStatus;
import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.component.telegram.TelegramUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a poll failed.
 *
 * @param status of the poll loop after the failure
 * @param message for the log and for operators
 * @param retryAfter the pause that Telegram demands; null: none
 */
record PollFailure(
        PollStatus status, String message, @Nullable Duration retryAfter) {
    private static final Duration MAX_PAUSE = Duration.ofHours(1);
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    static PollFailure of(Throwable cause) {
        if (!(cause instanceof TelegramRefusedException refused)) {
            String reason = cause instanceof TelegramUnavailableException ? cause.getMessage() : cause.toString();
            return new PollFailure(PollStatus.UNREACHABLE, "Polling failed: " + reason, null);
        }
        return switch (refused.errorCode()) {
            case UNAUTHORIZED, NOT_FOUND ->
                new PollFailure(
                        PollStatus.WRONG_TOKEN,
                        "Telegram knows no bot with this token (" + refused.errorCode()
                                + "). Check the token that BotFather gave",
                        null);
            case CONFLICT ->
                new PollFailure(
                        PollStatus.CONFLICT,
                        "Telegram allows one poller, and another one uses this token, or a webhook is set: "
                                + refused.description(),
                        null);
            default ->
                new PollFailure(
                        PollStatus.UNREACHABLE,
                        "Polling was refused: " + refused.getMessage(),
                        refused.retryAfter().orElse(null));
        };
    }

    /** Whether the poll was refused because a webhook is set. */
    static boolean isWebhook(Throwable cause) {
        return cause instanceof TelegramRefusedException refused
                && refused.errorCode() == CONFLICT
                && refused.description().contains("webhook");
    }

    /** The longer of the backoff and the pause that Telegram demands, but at most an hour: then a poll shows whether it ended. */
    Duration pause(Duration backoff) {
        if (retryAfter == null || retryAfter.compareTo(backoff) <= 0) {
            return backoff;
        }
        return retryAfter.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : retryAfter;
    }
}
