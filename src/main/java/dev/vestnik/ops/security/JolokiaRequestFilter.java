package dev.vestnik.ops.security;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.web.BufferedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jolokia.server.core.util.RequestType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses invalid requests to Jolokia with 400, which Jolokia would log with a stack trace. A valid POST has one JSON object,
 * or an array of them, each with a known {@code type}. Requests for another process, with a {@code target}, and requests for
 * notifications are refused as well.
 */
public final class JolokiaRequestFilter extends OncePerRequestFilter {
    /** Bytes. */
    private static final int MAX_BODY = 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().contains("/jolokia");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getMethod().equals("POST")) {
            if (asksForNotifications(request)) {
                refuse(response);
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length <= MAX_BODY && isRequest(body)) {
            chain.doFilter(new BufferedRequest(request, body), response);
        } else {
            refuse(response);
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("application/json");
        response.getWriter()
                .write(
                        "{\"error\":\"A request to Jolokia is a JSON object with a type, or an array of them, for this process\"}");
    }

    /** By its path, or by the parameter that stands for it. */
    private static boolean asksForNotifications(HttpServletRequest request) {
        String path = request.getParameter("p");
        String info = request.getPathInfo() == null ? "" : request.getPathInfo();
        return (request.getServletPath() + info).contains("/jolokia/notification")
                || path != null && path.replaceFirst("^/+", "").startsWith("notification");
    }

    private static boolean isRequest(byte[] body) throws IOException {
        try {
            JsonNode root = JSON.readTree(body);
            Stream<JsonNode> requests =
                    root.isArray() ? StreamSupport.stream(root.spliterator(), false) : Stream.of(root);
            return (root.isObject() || root.isArray() && !root.isEmpty())
                    && requests.allMatch(request -> !request.has("target")
                            && isType(request.path("type").asText("")));
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean isType(String name) {
        return Stream.of(RequestType.values())
                .filter(type -> type != RequestType.NOTIFICATION)
                .anyMatch(type -> type.getName().equals(name.toLowerCase(Locale.ROOT)));
    }
}
