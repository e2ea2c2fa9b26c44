package dev.vestnik.flow;

import dev.vestnik.component.telegram.CallOutcome;
import dev.vestnik.component.telegram.TelegramCallListener;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import java.time.Duration;
import java.util.Set;

/** Tells the circuit breaker of messages that wait for their answer, replies included, and of polls that were answered. */
public final class TelegramCallWatch implements TelegramCallListener {
    private static final String POLL = "getUpdates";

    /** A poll waits by itself, a file may take long, and the probe says by itself whether it was answered. */
    private static final Set<String> NOT_WATCHED = Set.of(POLL, "sendDocument", "getMe");

    private final TelegramCircuitBreaker breaker;

    public TelegramCallWatch(TelegramCircuitBreaker breaker) {
        this.breaker = breaker;
    }

    @Override
    public void calling(String method) {
        if (!NOT_WATCHED.contains(method)) {
            breaker.began();
        }
    }

    @Override
    public void called(String method, CallOutcome outcome, Duration duration) {
        boolean isAnswered =
                switch (outcome) {
                    case UNREACHABLE, TIMEOUT, BROKEN, NOT_ANSWERED, CANCELLED -> false;
                    default -> true;
                };
        if (!NOT_WATCHED.contains(method)) {
            breaker.ended(isAnswered);
        } else if (method.equals(POLL) && outcome == CallOutcome.OK) {
            breaker.answered();
        }
    }
}
