package dev.vestnik.component.telegram;

import java.time.Duration;

/** Is told of every call of the Bot API, long polls included. Called on the thread that got the answer: do little. */
@FunctionalInterface
public interface TelegramCallListener {
    /** Tells nobody. */
    TelegramCallListener NONE = (method, outcome, took) -> {};

    /**
     * A call has ended.
     *
     * @param method of the Bot API, e.g. {@code sendMessage}
     * @param outcome how
     * @param took from the request to its answer or failure
     */
    void called(String method, CallOutcome outcome, Duration took);
}
