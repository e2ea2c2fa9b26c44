package dev.vestnik.start.failure;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Keeps the analysis of a failed start until {@link #print} is called. Spring Boot reports before it closes the context, which
 * logs; a message printed at that moment would not be the last on the screen.
 */
public final class LastLineReporter implements FailureAnalysisReporter {
    private static final AtomicReference<@Nullable FailureAnalysis> LAST = new AtomicReference<>();

    @Override
    public void report(FailureAnalysis analysis) {
        LAST.set(analysis);
    }

    /** Prints why the last start failed; prints nothing if no analyzer recognised the failure. */
    public static void print(PrintStream out) {
        FailureAnalysis analysis = LAST.getAndSet(null);
        if (analysis == null) {
            return;
        }
        out.println("Vestnik does not start. " + analysis.getDescription());
        if (analysis.getAction() != null) {
            out.println(analysis.getAction());
        }
        out.flush();
    }
}
