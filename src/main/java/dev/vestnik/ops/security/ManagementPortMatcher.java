package dev.vestnik.ops.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Matches requests on the operators' port, which is known when its server listens. */
public final class ManagementPortMatcher implements RequestMatcher, ApplicationListener<WebServerInitializedEvent> {
    private volatile int port = -1;

    /** The port; -1 before the server listens. */
    int port() {
        return port;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if ("management".equals(event.getApplicationContext().getServerNamespace())) {
            port = event.getWebServer().getPort();
        }
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return request.getLocalPort() == port;
    }
}
