package dev.vestnik.component.telegram;

import java.time.Duration;

/**
 * Is notified of every call of the Bot API, long polls included. Called on the thread that completes the call: must not
 * block.
 */
@FunctionalInterface
public interface TelegramCallListener {
    /** Does nothing. */
    TelegramCallListener NONE = (method, outcome, duration) -> {};

    /** A call begins; {@link #called} follows, whatever becomes of it. */
    default void calling(String method) {}

    /**
     * A call has ended.
     *
     * @param method Bot API method, e.g. {@code sendMessage}
     * @param duration from the request to the end of the response or the failure
     */
    void called(String method, CallOutcome outcome, Duration duration);
}
