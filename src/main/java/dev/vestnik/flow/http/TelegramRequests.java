package dev.vestnik.flow.http;

import dev.vestnik.component.telegram.TelegramWebhook;
import dev.vestnik.flow.LogThrottle;
import dev.vestnik.web.BufferedRequest;
import dev.vestnik.web.HeaderRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the requests of Telegram's webhook before Camel reads them: the secret (401), the media type (415) and the size (413).
 * Without the secret no body is read. The route does not see the secret.
 */
public final class TelegramRequests {
    /** The longest body in bytes; the texts of an update have some ten thousand characters at most. */
    static final int MAX_UPDATE = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(TelegramRequests.class);

    private final @Nullable String path;
    private final byte[] secret;
    private final LogThrottle throttle;

    /** @param path of the webhook; null: there is none */
    public TelegramRequests(@Nullable String path, String secret, LogThrottle throttle) {
        this.path = path;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.throttle = throttle;
    }

    boolean concern(HttpServletRequest request) {
        return request.getRequestURI().equals(path);
    }

    void handle(HttpServletRequest request, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        byte[] body;
        try {
            check(request);
            body = BodyReader.read(request, MAX_UPDATE);
        } catch (RequestRefusedException e) {
            String from = request.getRemoteAddr();
            if (throttle.permits("telegram " + e.status() + " " + from)) {
                LOG.info("Telegram's webhook: refused a request from {}, {}", from, e.status());
            }
            SourceRequestFilter.refuse(answer, e.status(), e.sentence());
            return;
        }
        HttpServletRequest shown =
                new HeaderRequest(request, List.of(TelegramWebhook.SECRET_HEADER, "Content-Encoding"), Map.of());
        chain.doFilter(new BufferedRequest(shown, body), answer);
    }

    private void check(HttpServletRequest request) throws RequestRefusedException {
        String given = request.getHeader(TelegramWebhook.SECRET_HEADER);
        // Takes the same time for every wrong secret.
        if (given == null || !MessageDigest.isEqual(secret, given.getBytes(StandardCharsets.UTF_8))) {
            throw new RequestRefusedException(
                    401, "Only Telegram posts here: give the secret in " + TelegramWebhook.SECRET_HEADER);
        }
        if (!BodyReader.mediaType(request.getContentType()).equals("application/json")) {
            throw new RequestRefusedException(415, "An update is JSON: Content-Type: application/json");
        }
    }
}
