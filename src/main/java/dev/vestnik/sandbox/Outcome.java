package dev.vestnik.sandbox;

import java.time.Duration;

/** How a call of the Bot API ends. */
public sealed interface Outcome {
    /**
     * With an answer.
     *
     * @param delay it comes so much later
     */
    record Answered(int status, String mediaType, byte[] body, Duration delay) implements Outcome {}

    /**
     * With no answer: the connection is cut.
     *
     * @param hang after so long
     */
    record Cut(Duration hang) implements Outcome {}
}
