package dev.vestnik.flow.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Answers 503 with {@code Retry-After} as long as the service starts. The port is open some seconds before the routes, and
 * senders would take a 404 for final.
 */
public final class StartingFilter implements Filter {
    private final Predicate<String> exempt;
    private volatile boolean started;

    /** @param exempt the paths that something else than a route serves */
    public StartingFilter(Predicate<String> exempt) {
        this.exempt = exempt;
    }

    /** The routes run. */
    public void started() {
        started = true;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (started || exempt.test(((HttpServletRequest) request).getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        ((HttpServletResponse) response).setHeader("Retry-After", "5");
        SourceRequestFilter.refuse(
                (HttpServletResponse) response, 503, "Vestnik starts; send the events again in some seconds");
    }
}
