package dev.vestnik.component.telegram;

/** How a call of the Bot API ended. The names are label values of metrics. */
public enum CallOutcome {
    /** Telegram executed the call. */
    OK,
    /** 429: rate limit exceeded. */
    RATE_LIMITED,
    /** 400: invalid request, or chat not found. */
    BAD_REQUEST,
    /** 401: invalid token. */
    UNAUTHORIZED,
    /** 403: the bot may not write to the chat. */
    FORBIDDEN,
    /** 404: invalid token or unknown method. */
    NOT_FOUND,
    /** 409: there is another poller, or a webhook is set. */
    CONFLICT,
    /** Any other refusal by Telegram. */
    REFUSED,
    /** No connection: the request was not sent. */
    UNREACHABLE,
    /** No response within the timeout. */
    TIMEOUT,
    /** The connection was lost before the response was complete. */
    BROKEN,
    /** A 5xx, or a response that is not from the Bot API, e.g. a proxy's page. */
    NOT_ANSWERED,
    /** Cancelled by the caller or by the stop of the component. */
    CANCELLED;

    static CallOutcome ofErrorCode(int errorCode) {
        return switch (errorCode) {
            case 400 -> BAD_REQUEST;
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 409 -> CONFLICT;
            case 429 -> RATE_LIMITED;
            default -> REFUSED;
        };
    }
}
