package dev.vestnik.component.telegram;

/** How one call of the Bot API ended. The names are labels of metrics. */
public enum CallOutcome {
    /** Telegram did it. */
    OK,
    /** 429: too fast. */
    RATE_LIMITED,
    /** 400: the request is wrong, or its chat is not there. */
    BAD_REQUEST,
    /** 401: no bot has this token. */
    UNAUTHORIZED,
    /** 403: the chat does not let the bot in. */
    FORBIDDEN,
    /** 404: no bot has this token, or there is no such method. */
    NOT_FOUND,
    /** 409: somebody else polls, or a webhook is set. */
    CONFLICT,
    /** Any other refusal in Telegram's own words. */
    REFUSED,
    /** No connection: the request was not sent. */
    UNREACHABLE,
    /** The answer did not come in time. */
    TIMEOUT,
    /** The connection broke before the answer was complete. */
    BROKEN,
    /** A 5xx, or an answer that is not Telegram's, such as a proxy's page. */
    NOT_ANSWERED,
    /** Given up on our side: the component stops. */
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
