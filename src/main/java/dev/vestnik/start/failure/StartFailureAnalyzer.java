package dev.vestnik.start.failure;

import dev.vestnik.embedded.EmbeddedRedisException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Describes in one sentence the failures of a start that a user can cause and mend. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartFailureAnalyzer implements FailureAnalyzer {
    private static final Path ROUTES = Path.of("routes");

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        String sentence = sentence(failure);
        return sentence == null ? null : new FailureAnalysis(sentence, null, failure);
    }

    /** The sentence; null for any other failure. */
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
        if (NestedExceptionUtils.getRootCause(failure) instanceof NoSuchFileException missing
                && Path.of(missing.getFile()).startsWith(ROUTES)) {
            return "There is no folder " + missing.getFile() + " in "
                    + Path.of("").toAbsolutePath()
                    + ": start Vestnik where its folder routes is, with the folders sources and"
                    + " local in it.";
        }
        RouteFault fault = new RouteFailureLocator(new RoutePlaces(ROUTES)).fault(failure);
        return fault == null ? null : fault.text();
    }
}
