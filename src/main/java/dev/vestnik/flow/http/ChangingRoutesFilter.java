package dev.vestnik.flow.http;

import dev.vestnik.web.RequestGate;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.Predicate;

/** Lets a request wait while its route may be about to be replaced, since senders take a 404 for final. */
public final class ChangingRoutesFilter implements Filter {
    private final RequestGate gate;
    private final Predicate<String> never;

    /** @param never paths that no route serves, whose requests may last */
    public ChangingRoutesFilter(RequestGate gate, Predicate<String> never) {
        this.gate = gate;
        this.never = never;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (never.test(((HttpServletRequest) request).getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        try {
            gate.enter();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException("The server stops", e);
        }
        boolean lasts = false;
        try {
            chain.doFilter(request, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Leave(gate));
                lasts = true;
            }
        } finally {
            if (!lasts) {
                gate.leave();
            }
        }
    }

    /** Camel answers on a thread of its own: the request is over when its answer is complete. */
    private record Leave(RequestGate gate) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            gate.leave();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
