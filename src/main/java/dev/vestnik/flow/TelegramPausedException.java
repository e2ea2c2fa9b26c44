package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RetryAfter;
import java.time.Duration;

/** Nothing is sent now, since Telegram cannot be reached: again later, and that is no failure of what waits. */
public final class TelegramPausedException extends Exception implements RetryAfter {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    TelegramPausedException(Duration retryAfter) {
        super("Telegram cannot be reached; again in " + retryAfter, null, false, false);
        this.retryAfter = retryAfter;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
