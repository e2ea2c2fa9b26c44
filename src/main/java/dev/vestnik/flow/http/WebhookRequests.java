package dev.vestnik.flow.http;

import dev.vestnik.flow.LogThrottle;
import dev.vestnik.source.SourceCounters;
import dev.vestnik.source.SourceCounters.Outcome;
import dev.vestnik.source.TokenPlace;
import dev.vestnik.source.WebhookSource;
import dev.vestnik.source.WebhookSources;
import dev.vestnik.web.BufferedRequest;
import dev.vestnik.web.HeaderRequest;
import dev.vestnik.web.PathRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.PathContainer;

/**
 * Checks the requests of the sources that have settings of their own, before Camel reads them: the source's token (401), the
 * media type (415), the rate (429) and the size (413). Without the token no body is read. The route sees neither the token
 * nor the path or query that it was in; its header {@value SourceRequestFilter#SENDER} is the name of the source.
 */
public final class WebhookRequests {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRequests.class);
    private static final String AUTHORIZATION = "Authorization";
    private static final String PARAMETER = "token=";

    private final WebhookSources webhooks;
    private final SourceCounters counters;
    private final LogThrottle throttle;

    public WebhookRequests(WebhookSources webhooks, SourceCounters counters, LogThrottle throttle) {
        this.webhooks = webhooks;
        this.counters = counters;
        this.throttle = throttle;
    }

    Optional<WebhookSource> of(HttpServletRequest request) {
        return webhooks.all().isEmpty() ? Optional.empty() : webhooks.at(decoded(request));
    }

    /** The path as Spring compares it with those of the routes. */
    private static String decoded(HttpServletRequest request) {
        return PathContainer.parsePath(request.getRequestURI()).elements().stream()
                .map(part -> part instanceof PathContainer.PathSegment segment ? segment.valueToMatch() : part.value())
                .collect(Collectors.joining());
    }

    void handle(WebhookSource webhook, HttpServletRequest request, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        byte[] body;
        try {
            check(webhook, request);
            body = BodyReader.read(request, webhook.maxBytes());
        } catch (RequestRefusedException e) {
            refuse(webhook, request, answer, e);
            return;
        }
        HttpServletRequest shown = new HeaderRequest(
                request,
                List.of(AUTHORIZATION, "Content-Encoding"),
                Map.of(SourceRequestFilter.SENDER, webhook.name()));
        chain.doFilter(
                new BufferedRequest(
                        webhook.tokenPlace() == TokenPlace.HEADER ? shown : new PathRequest(shown, webhook.path()),
                        body),
                answer);
    }

    private static void check(WebhookSource webhook, HttpServletRequest request) throws RequestRefusedException {
        if (!webhook.accepts(token(webhook, request))) {
            throw new RequestRefusedException(
                    401,
                    switch (webhook.tokenPlace()) {
                        case HEADER -> "Give the token of this source: Authorization: Bearer <token>";
                        case PATH -> "Give the token of this source behind the path: " + webhook.path() + "/<token>";
                        case QUERY ->
                            "Give the token of this source in the query: " + webhook.path() + "?token=<token>";
                    });
        }
        if (!webhook.takes(BodyReader.mediaType(request.getContentType()))) {
            throw new RequestRefusedException(
                    415, "The Content-Type of this source is " + String.join(" or ", webhook.types()));
        }
        Duration wait = webhook.rate().take();
        if (!wait.isZero()) {
            throw new RequestRefusedException(
                    429,
                    "This source sends too many requests; put several events into one, or set vestnik.sources."
                            + webhook.name() + ".rate",
                    wait.plusMillis(999).toSeconds());
        }
    }

    private static @Nullable String token(WebhookSource webhook, HttpServletRequest request) {
        return switch (webhook.tokenPlace()) {
            case HEADER -> BearerToken.of(request.getHeader(AUTHORIZATION));
            case PATH -> {
                String behind = decoded(request).substring(webhook.path().length());
                yield behind.isEmpty() ? null : behind.substring(1);
            }
            case QUERY -> inQuery(request.getQueryString());
        };
    }

    private static @Nullable String inQuery(@Nullable String query) {
        return query == null
                ? null
                : Arrays.stream(query.split("&"))
                        .filter(parameter -> parameter.startsWith(PARAMETER))
                        .map(parameter -> decoded(parameter.substring(PARAMETER.length())))
                        .findFirst()
                        .orElse(null);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private void refuse(
            WebhookSource webhook,
            HttpServletRequest request,
            HttpServletResponse answer,
            RequestRefusedException refusal)
            throws IOException {
        counters.request(webhook.name(), outcome(refusal.status()));
        String from = request.getRemoteAddr();
        if (throttle.permits(webhook.name() + " " + refusal.status() + " " + from)) {
            LOG.info("Source {}: refused a request from {}, {}", webhook.name(), from, refusal.status());
        }
        if (refusal.status() == 401 && webhook.tokenPlace() == TokenPlace.HEADER) {
            answer.setHeader("WWW-Authenticate", "Bearer");
        }
        if (refusal.retryAfterSeconds() > 0) {
            answer.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
        }
        SourceRequestFilter.refuse(answer, refusal.status(), refusal.sentence());
    }

    private static Outcome outcome(int status) {
        return switch (status) {
            case 401 -> Outcome.UNAUTHORIZED;
            case 413 -> Outcome.TOO_LARGE;
            case 415 -> Outcome.UNSUPPORTED_TYPE;
            case 429 -> Outcome.TOO_MANY;
            default -> Outcome.INVALID;
        };
    }
}
