package dev.vestnik.component.telegram;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a poll failed, and what follows.
 *
 * @param sentence for the log and for operators
 * @param retryAfter what Telegram asks for
 */
record PollFailure(PollStatus status, String sentence, Optional<Duration> retryAfter) {
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    static PollFailure of(Throwable cause) {
        if (!(cause instanceof TelegramRefusedException refused)) {
            String what = cause instanceof TelegramUnavailableException ? cause.getMessage() : cause.toString();
            return new PollFailure(PollStatus.UNREACHABLE, "Polling failed: " + what, Optional.empty());
        }
        return switch (refused.errorCode()) {
            case UNAUTHORIZED, NOT_FOUND ->
                new PollFailure(
                        PollStatus.WRONG_TOKEN,
                        "Telegram knows no bot with this token (" + refused.errorCode()
                                + "): polling has ended. Check the token that BotFather gave, and restart",
                        Optional.empty());
            case CONFLICT ->
                new PollFailure(
                        PollStatus.CONFLICT,
                        "Telegram lets one poller in, and there is another with this token, or a webhook is set: "
                                + refused.description(),
                        Optional.empty());
            default ->
                new PollFailure(
                        PollStatus.UNREACHABLE, "Polling was refused: " + refused.getMessage(), refused.retryAfter());
        };
    }

    Duration pause(Duration backoff) {
        return retryAfter.filter(asked -> asked.compareTo(backoff) > 0).orElse(backoff);
    }
}
