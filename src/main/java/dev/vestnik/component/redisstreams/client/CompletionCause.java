package dev.vestnik.component.redisstreams.client;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Internal to the component. Unwraps the exceptions that futures put around the cause. */
public final class CompletionCause {
    private CompletionCause() {}

    /** The cause of a future's failure; the problem itself where nothing wraps it. */
    public static Throwable of(Throwable problem) {
        Throwable cause = problem.getCause();
        boolean wrapped = problem instanceof CompletionException || problem instanceof ExecutionException;
        return wrapped && cause != null ? cause : problem;
    }
}
