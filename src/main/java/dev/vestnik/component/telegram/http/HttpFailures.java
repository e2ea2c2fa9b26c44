package dev.vestnik.component.telegram.http;

import dev.vestnik.component.telegram.CallOutcome;
import dev.vestnik.component.telegram.TelegramUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Converts failures of the HTTP client to {@link TelegramUnavailableException}s. */
final class HttpFailures {
    private HttpFailures() {}

    /** @param sent whether the request's body was handed to the connection */
    static TelegramUnavailableException of(String method, Throwable failure, boolean sent) {
        CallOutcome outcome = outcome(failure, sent);
        return new TelegramUnavailableException(method, outcome, sent, reason(failure, outcome), 0);
    }

    private static CallOutcome outcome(Throwable failure, boolean sent) {
        if (failure instanceof CancellationException) {
            return CallOutcome.CANCELLED;
        }
        if (failure instanceof ConnectException || failure instanceof UnknownHostException) {
            return CallOutcome.UNREACHABLE;
        }
        if (failure instanceof SocketTimeoutException && !sent) {
            return CallOutcome.UNREACHABLE;
        }
        if (failure instanceof SocketTimeoutException || failure instanceof TimeoutException) {
            return CallOutcome.TIMEOUT;
        }
        return sent ? CallOutcome.BROKEN : CallOutcome.UNREACHABLE;
    }

    private static String reason(Throwable failure, CallOutcome outcome) {
        if (failure instanceof UnknownHostException) {
            return "unknown host name";
        }
        if (failure instanceof SSLException) {
            return "no TLS connection (" + failure.getClass().getSimpleName() + ")";
        }
        return switch (outcome) {
            case UNREACHABLE -> "no connection (" + failure.getClass().getSimpleName() + ")";
            case TIMEOUT -> "no response in time";
            case CANCELLED -> "cancelled, because the component stops";
            default ->
                failure instanceof IOException
                        ? "the connection broke (" + failure.getClass().getSimpleName() + ")"
                        : "the exchange failed (" + failure.getClass().getSimpleName() + ")";
        };
    }
}
