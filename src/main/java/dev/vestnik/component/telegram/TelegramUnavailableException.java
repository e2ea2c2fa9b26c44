package dev.vestnik.component.telegram;

import org.apache.camel.component.telegram.TelegramException;

/**
 * Telegram has not answered: no connection, no answer in time, a broken connection, a 5xx, or an answer that is not Telegram's.
 * Worth another try later. Has no cause, since causes of the network tell addresses; its message says what went wrong.
 */
public final class TelegramUnavailableException extends TelegramException {
    private static final long serialVersionUID = 1L;

    private final String method;
    private final CallOutcome outcome;
    private final boolean maybeDelivered;

    /**
     * @param method of the Bot API, e.g. {@code sendMessage}
     * @param outcome why
     * @param maybeDelivered whether the whole request had left before it failed
     * @param what went wrong, without address, token or text
     * @param httpStatus the status of the answer; 0: there was none
     */
    public TelegramUnavailableException(
            String method, CallOutcome outcome, boolean maybeDelivered, String what, int httpStatus) {
        super("Telegram did not answer " + method + ": " + what, httpStatus, what);
        this.method = method;
        this.outcome = outcome;
        this.maybeDelivered = maybeDelivered;
    }

    /** The method of the Bot API, e.g. {@code sendMessage}. */
    public String method() {
        return method;
    }

    /** Why, as a label. */
    public CallOutcome outcome() {
        return outcome;
    }

    /** False: surely without effect. True: Telegram may have done it, and a repetition may do it twice. */
    public boolean maybeDelivered() {
        return maybeDelivered;
    }
}
