package dev.vestnik.start.failure;

import dev.vestnik.embedded.EmbeddedRedisException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.annotation.Order;

/** Says in one sentence on standard error why Vestnik does not start, instead of a stack trace. */
@Order(org.springframework.core.Ordered.HIGHEST_PRECEDENCE)
public final class StartFailureReporter implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        String sentence = sentence(failure);
        if (sentence == null) {
            return false;
        }
        System.err.println("Vestnik does not start. " + sentence);
        return true;
    }

    /** The sentence for a failure that a user can cause; null for any other. */
    public static @Nullable String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException refused) {
                return refused.getMessage();
            }
            if (cause instanceof EmbeddedRedisException cannotRun) {
                return cannotRun.getMessage() + ".";
            }
            if (cause instanceof PortInUseException inUse) {
                return "Port " + inUse.getPort()
                        + " is in use: set SERVER_PORT (web) or MANAGEMENT_SERVER_PORT (operators) to a free one.";
            }
        }
        return new RouteFailureLocator(Path.of("routes")).sentence(failure);
    }
}
