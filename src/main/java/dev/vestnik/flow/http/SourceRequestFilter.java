package dev.vestnik.flow.http;

import dev.vestnik.flow.LogThrottle;
import dev.vestnik.source.WebhookSource;
import dev.vestnik.store.RedisJson;
import dev.vestnik.web.BufferedRequest;
import dev.vestnik.web.HeaderRequest;
import dev.vestnik.web.HttpRoutes;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the requests to routes over HTTP before Camel reads them, since Camel reads the whole body into memory before the
 * first step of a route. Unless the route is public, it requires a token (401; 404 if no token is configured), without which
 * it reads no body; it hides the token from the route and gives it header {@value #SENDER} instead. It reads up to {@link
 * #MAX_REQUEST} bytes, which it counts after the decompression of gzip (413; 400 for broken gzip). {@code /events} takes JSON
 * only (415). A form that is not encoded as it should be is repaired, since Camel answers 500 to it.
 */
public final class SourceRequestFilter implements Filter {
    /** Header: the name of the sender whose token the request had; none in requests to a public route. */
    public static final String SENDER = "vestnikSender";

    /** The longest body of one request, in bytes. */
    static final int MAX_REQUEST = 8 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SourceRequestFilter.class);
    private static final String EVENTS = "/events";

    /** Empty: the request does not say. NDJSON has no registered type, but two in use. */
    private static final Set<String> JSON_TYPES =
            Set.of("", "application/json", "text/plain", "application/x-ndjson", "application/jsonl");

    private static final String AUTHORIZATION = "Authorization";

    private final HttpRoutes routes;
    private final WebhookRequests webhooks;
    private final TelegramRequests telegram;
    private final SenderTokens senders;
    private final LogThrottle throttle;

    /**
     * @param webhooks the requests that it leaves to the settings of their source
     * @param telegram the requests of Telegram, which have a secret instead of a token
     */
    public SourceRequestFilter(
            HttpRoutes routes,
            WebhookRequests webhooks,
            TelegramRequests telegram,
            SenderTokens senders,
            LogThrottle throttle) {
        this.routes = routes;
        this.webhooks = webhooks;
        this.telegram = telegram;
        this.senders = senders;
        this.throttle = throttle;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        HttpRoutes.Access access = routes.access(http);
        Optional<WebhookSource> webhook = webhooks.of(http);
        if (webhook.isPresent() && access != HttpRoutes.Access.NO_ROUTE) {
            webhooks.handle(webhook.get(), http, answer, chain);
            return;
        }
        if (telegram.concern(http) && access != HttpRoutes.Access.NO_ROUTE) {
            telegram.handle(http, answer, chain);
            return;
        }
        switch (access) {
            case NO_ROUTE -> chain.doFilter(request, response);
            case EVERYBODY -> limit(new HeaderRequest(http, List.of(SENDER), Map.of()), answer, chain);
            case TOKEN -> {
                Optional<String> sender = senders.sender(http.getHeader(AUTHORIZATION));
                if (sender.isPresent()) {
                    limit(new HeaderRequest(http, List.of(AUTHORIZATION), Map.of(SENDER, sender.get())), answer, chain);
                } else {
                    refuseStranger(http, answer);
                }
            }
        }
    }

    private void refuseStranger(HttpServletRequest request, HttpServletResponse answer) throws IOException {
        if (senders.none()) {
            refuse(answer, 404, "This path is off: set VESTNIK_HTTP_TOKENS to name:token pairs, split by commas");
            return;
        }
        if (throttle.permits("stranger " + request.getRemoteAddr())) {
            LOG.info("Refused a request without a known token from {}", request.getRemoteAddr());
        }
        answer.setHeader("WWW-Authenticate", "Bearer");
        refuse(answer, 401, "Give a token: Authorization: Bearer <token>");
    }

    private static void limit(HttpServletRequest http, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        String type = BodyReader.mediaType(http.getContentType());
        if (http.getRequestURI().equals(EVENTS) && !mayBeJson(type)) {
            refuse(
                    answer,
                    415,
                    "Events are JSON: send them with Content-Type: application/json, or application/x-ndjson");
            return;
        }
        if (type.startsWith("multipart/")) {
            passParts(http, answer, chain);
            return;
        }
        byte[] body;
        try {
            body = BodyReader.read(http, MAX_REQUEST);
        } catch (RequestRefusedException e) {
            refuse(answer, e.status(), e.sentence());
            return;
        }
        HttpServletRequest shown = new HeaderRequest(http, List.of("Content-Encoding"), Map.of());
        chain.doFilter(
                type.equals(FormFields.MEDIA_TYPE)
                        ? BufferedRequest.ofForm(shown, FormFields.repaired(body))
                        : new BufferedRequest(shown, body),
                answer);
    }

    /** The server reads the parts by itself, so their length must be given. */
    private static void passParts(HttpServletRequest http, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        long length = http.getContentLengthLong();
        if (length < 0 || length > MAX_REQUEST) {
            refuse(answer, 413, "A form has a Content-Length of up to " + MAX_REQUEST + " bytes");
            return;
        }
        try {
            http.getParts();
        } catch (IOException | ServletException malformed) {
            refuse(
                    answer,
                    400,
                    "The form cannot be read: its parts stand between the boundary that its Content-Type names");
            return;
        } catch (IllegalStateException tooLarge) {
            refuse(answer, 413, "A part of the form is longer than spring.servlet.multipart.max-file-size allows");
            return;
        }
        chain.doFilter(http, answer);
    }

    private static boolean mayBeJson(String type) {
        return JSON_TYPES.contains(type) || type.endsWith("+json");
    }

    static void refuse(HttpServletResponse answer, int status, String sentence) throws IOException {
        answer.setStatus(status);
        answer.setContentType("application/json; charset=utf-8");
        answer.getOutputStream()
                .write(RedisJson.write(Map.of("error", sentence)).getBytes(StandardCharsets.UTF_8));
    }
}
