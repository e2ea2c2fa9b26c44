package dev.vestnik.component.telegram;

import org.apache.camel.component.telegram.TelegramException;

/**
 * Telegram did not answer: no connection, a timeout, a lost connection, a 5xx, or a response that is not from the Bot API. The
 * call may be retried later. Has no cause, since network exceptions contain the address; the message states the reason.
 */
public final class TelegramUnavailableException extends TelegramException {
    private static final long serialVersionUID = 1L;

    private final String method;
    private final CallOutcome outcome;
    private final boolean maybeDelivered;

    /**
     * @param method Bot API method, e.g. {@code sendMessage}
     * @param maybeDelivered whether the request was sent before the failure
     * @param reason without address, token or text
     * @param httpStatus the status of the response; 0: there was none
     */
    public TelegramUnavailableException(
            String method, CallOutcome outcome, boolean maybeDelivered, String reason, int httpStatus) {
        super("Telegram did not answer " + method + ": " + reason, httpStatus, reason);
        this.method = method;
        this.outcome = outcome;
        this.maybeDelivered = maybeDelivered;
    }

    /** The Bot API method, e.g. {@code sendMessage}. */
    public String method() {
        return method;
    }

    /** The reason as an outcome. */
    public CallOutcome outcome() {
        return outcome;
    }

    /** False: the call had no effect. True: Telegram may have executed the call, and a retry may execute it twice. */
    public boolean maybeDelivered() {
        return maybeDelivered;
    }
}
