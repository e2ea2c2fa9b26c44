package dev.vestnik.sandbox.protocol;

import java.time.Duration;

/** The result of a Bot API call. */
public sealed interface ApiResponse {
    /**
     * An HTTP response.
     *
     * @param delay before the response is sent
     */
    record Answered(int status, String mediaType, byte[] body, Duration delay) implements ApiResponse {}

    /**
     * No response: the connection is closed.
     *
     * @param hang before the connection is closed
     */
    record Dropped(Duration hang) implements ApiResponse {}
}
