package dev.vestnik.flow.http;

import dev.vestnik.store.RedisJson;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests to {@code POST /events} before Camel reads them, since Camel reads the whole body into memory before the
 * first step of a route. Without a valid token it reads no body; with one it reads up to {@link #MAX_REQUEST} bytes, which it
 * counts after the decompression of gzip. Responds 400, 413 and 415 itself.
 */
public final class EventRequestFilter implements Filter {
    /** The longest body of one request, in bytes. */
    static final int MAX_REQUEST = 8 * 1024 * 1024;

    private static final byte[] EMPTY = {};

    private final SenderTokens senders;

    public EventRequestFilter(SenderTokens senders) {
        this.senders = senders;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (senders.sender(http.getHeader("Authorization")).isEmpty()) {
            chain.doFilter(new BufferedRequest(http, EMPTY), response);
            return;
        }
        if (!mayBeJson(http.getContentType())) {
            refuse(answer, 415, "Events are JSON: send them with Content-Type: application/json");
            return;
        }
        String encoding = http.getHeader("Content-Encoding");
        boolean compressed = "gzip".equalsIgnoreCase(encoding);
        if (encoding != null && !compressed && !encoding.equalsIgnoreCase("identity")) {
            refuse(answer, 415, "The encoding of a body is gzip, or none");
            return;
        }
        byte[] body;
        try {
            body = http.getContentLengthLong() > MAX_REQUEST ? null : read(http.getInputStream(), compressed);
        } catch (ZipException | EOFException e) {
            refuse(answer, 400, "The body is not complete gzip, as its Content-Encoding says");
            return;
        }
        if (body == null || body.length > MAX_REQUEST) {
            refuse(answer, 413, "One request has up to " + MAX_REQUEST + " bytes; send several");
            return;
        }
        chain.doFilter(new BufferedRequest(http, body), response);
    }

    /** At most one byte more than the limit, counted after the decompression. */
    private static byte[] read(InputStream body, boolean compressed) throws IOException {
        InputStream plain = compressed ? new GZIPInputStream(body) : body;
        return plain.readNBytes(MAX_REQUEST + 1);
    }

    private static boolean mayBeJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        return type.equals("application/json") || type.endsWith("+json") || type.equals("text/plain");
    }

    static void refuse(HttpServletResponse answer, int status, String sentence) throws IOException {
        answer.setStatus(status);
        answer.setContentType("application/json; charset=utf-8");
        answer.getOutputStream()
                .write(RedisJson.write(Map.of("error", sentence)).getBytes(StandardCharsets.UTF_8));
    }
}
