package dev.vestnik.flow.http;

/** A request that is answered before a route sees it. It has no stack trace: the sentence describes the sender's error. */
final class RequestRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final long retryAfterSeconds;

    RequestRefusedException(int status, String sentence) {
        this(status, sentence, 0);
    }

    /** @param retryAfterSeconds when the sender may try again; 0: it need not */
    RequestRefusedException(int status, String sentence, long retryAfterSeconds) {
        super(sentence, null, false, false);
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
