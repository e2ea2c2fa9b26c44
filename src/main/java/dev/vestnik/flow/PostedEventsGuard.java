package dev.vestnik.flow;

import dev.vestnik.store.RedisJson;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands before {@code POST /events}, since Camel takes a request's body into memory whole before any step of a route runs:
 * of who has no token nothing is read, of the others up to {@link #MAX_REQUEST}. Answers 413 and 415 itself.
 */
public final class PostedEventsGuard implements Filter {
    /** Of one request, bytes. */
    static final int MAX_REQUEST = 8 * 1024 * 1024;

    private static final byte[] NOTHING = {};

    private final Senders senders;

    public PostedEventsGuard(Senders senders) {
        this.senders = senders;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (senders.sender(asked.getHeader("Authorization")).isEmpty()) {
            chain.doFilter(new ReadRequest(asked, NOTHING), response);
            return;
        }
        if (!mayBeJson(asked.getContentType())) {
            refuse(answer, 415, "Events are JSON: send them with Content-Type: application/json");
            return;
        }
        byte[] body = asked.getContentLengthLong() > MAX_REQUEST
                ? null
                : asked.getInputStream().readNBytes(MAX_REQUEST + 1);
        if (body == null || body.length > MAX_REQUEST) {
            refuse(answer, 413, "One request has up to " + MAX_REQUEST + " bytes; send several");
            return;
        }
        chain.doFilter(new ReadRequest(asked, body), response);
    }

    private static boolean mayBeJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        return type.equals("application/json") || type.endsWith("+json") || type.equals("text/plain");
    }

    private static void refuse(HttpServletResponse answer, int status, String sentence) throws IOException {
        answer.setStatus(status);
        answer.setContentType("application/json; charset=utf-8");
        answer.getOutputStream()
                .write(RedisJson.write(Map.of("error", sentence)).getBytes(StandardCharsets.UTF_8));
    }
}
