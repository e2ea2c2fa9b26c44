package dev.vestnik.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The {@code platform-http:} routes that exist at this moment, by the path of a request; routes come and go at run time. A
 * route with the policy {@link PublicAccess} serves everybody, every other one only senders with a token.
 */
public final class HttpRoutes implements RequestMatcher {
    /** Who may send a request. */
    public enum Access {
        /** No route serves the path. */
        NO_ROUTE,
        /** Senders with a token. */
        TOKEN,
        EVERYBODY
    }

    private final ObjectProvider<CamelContext> camel;
    private volatile @Nullable CamelContext found;
    private final RequestGate gate = new RequestGate();
    private final ConcurrentMap<String, PathPattern> patterns = new ConcurrentHashMap<>();

    /** @param camel has none at first, because the port is open before Camel is there */
    public HttpRoutes(ObjectProvider<CamelContext> camel) {
        this.camel = camel;
    }

    /** Is closed while a route over HTTP is changed, so that no request gets a 404. */
    public RequestGate gate() {
        return gate;
    }

    /** Whether a route serves the path of this request. */
    @Override
    public boolean matches(HttpServletRequest request) {
        return access(request) != Access.NO_ROUTE;
    }

    /** Who may send this request; where several routes serve its path, everybody only if each of them is for everybody. */
    public Access access(HttpServletRequest request) {
        CamelContext context = context();
        if (context == null || !(context.hasComponent("platform-http") instanceof PlatformHttpComponent http)) {
            return Access.NO_ROUTE;
        }
        String path = request.getRequestURI();
        List<HttpEndpointModel> serving = http.getHttpEndpoints().stream()
                .filter(endpoint -> serves(endpoint.getUri(), path))
                .toList();
        if (serving.isEmpty()) {
            return Access.NO_ROUTE;
        }
        return serving.stream().allMatch(endpoint -> isPublic(context, endpoint.getConsumer()))
                ? Access.EVERYBODY
                : Access.TOKEN;
    }

    /** Spring takes longer to find it than the rest of this class takes for a request. */
    private @Nullable CamelContext context() {
        if (found == null) {
            found = camel.getIfAvailable();
        }
        return found;
    }

    private static boolean isPublic(CamelContext context, Consumer consumer) {
        return context.getRoutes().stream()
                .filter(route -> route.getConsumer() == consumer || route.getEndpoint() == consumer.getEndpoint())
                .map(Route::getRoutePolicyList)
                .anyMatch(policies -> policies != null && policies.stream().anyMatch(PublicAccess.class::isInstance));
    }

    /** A route on {@code /a} may also serve the paths below {@code /a/}. */
    private boolean serves(String uri, String path) {
        PathPattern pattern = patterns.computeIfAbsent(
                uri.startsWith("/") ? uri : "/" + uri, PathPatternParser.defaultInstance::parse);
        return pattern.matches(PathContainer.parsePath(path)) || !uri.equals("/") && path.startsWith(uri + "/");
    }
}
