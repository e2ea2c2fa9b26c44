package dev.vestnik.ops.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Matches requests for which a {@code platform-http:} route exists at this moment; routes come and go at run time. Each
 * route checks by itself who may call it, as {@code routes/sources/http.camel.yaml} does.
 */
public final class RoutePathMatcher implements RequestMatcher {
    private final ObjectProvider<CamelContext> camel;
    private final ConcurrentMap<String, PathPattern> patterns = new ConcurrentHashMap<>();

    public RoutePathMatcher(ObjectProvider<CamelContext> camel) {
        this.camel = camel;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        CamelContext context = camel.getIfAvailable();
        if (context == null || !(context.hasComponent("platform-http") instanceof PlatformHttpComponent http)) {
            return false;
        }
        String path = request.getRequestURI();
        return http.getHttpEndpoints().stream().anyMatch(endpoint -> matches(endpoint.getUri(), path));
    }

    /** A route on {@code /a} may also serve the paths below {@code /a/}. */
    boolean matches(String uri, String path) {
        PathPattern pattern = patterns.computeIfAbsent(
                uri.startsWith("/") ? uri : "/" + uri, PathPatternParser.defaultInstance::parse);
        return pattern.matches(PathContainer.parsePath(path)) || !uri.equals("/") && path.startsWith(uri + "/");
    }
}
