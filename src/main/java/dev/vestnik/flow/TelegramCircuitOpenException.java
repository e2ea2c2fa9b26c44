package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RetryAfter;
import java.time.Duration;

/**
 * The circuit breaker is open, or an operator has paused delivery: the exchange is retried after a time, and this does not
 * count as its failure.
 */
public final class TelegramCircuitOpenException extends Exception implements RetryAfter {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    TelegramCircuitOpenException(Duration retryAfter) {
        super("Nothing is sent now; retry in " + retryAfter, null, false, false);
        this.retryAfter = retryAfter;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
