package dev.vestnik.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vestnik.directory.json.ReceivedDirectory;
import dev.vestnik.notice.AdminNotice;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.notice.NoticeKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code directory-source.camel.yaml}. */
public final class DirectorySourceSteps {
    private static final Logger LOG = LoggerFactory.getLogger(DirectorySourceSteps.class);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Bytes; room for 300,000 ranges and 20,000 people. */
    private static final int MAX_BODY = 64 * 1024 * 1024;

    /** Characters of another program's sentence. */
    private static final int MAX_REASON = 200;

    private static final int NOT_MODIFIED = 304;

    /** From the first to the last byte of an answer. */
    private static final Duration MAX_READING = Duration.ofSeconds(60);

    private static final NoticeKind FAILED = new NoticeKind("directory-failed", Duration.ofHours(1));

    private final ReceivedDirectory received;
    private final boolean used;
    private final HttpDirectory http;
    private final AdminNotices notices;
    private volatile @Nullable String tag;

    /**
     * The address that answers with the directory.
     *
     * @param url empty: none
     * @param token what it gets as its bearer token; empty: nothing
     */
    public record HttpDirectory(String url, String token) {
        /** Without the token. */
        @Override
        public String toString() {
            return url;
        }
    }

    /** @param used whether the directory comes from a route, and not from files */
    public DirectorySourceSteps(ReceivedDirectory received, boolean used, HttpDirectory http, AdminNotices notices) {
        this.received = received;
        this.used = used;
        this.http = http;
        this.notices = notices;
    }

    /**
     * Takes the body as the newest directory: JSON as text, bytes or a stream, or a map of lists of maps, as SQL gives them.
     *
     * @throws IllegalStateException if the settings say that the directory comes from files
     */
    public void receive(Exchange exchange) throws IOException {
        if (!used) {
            throw new IllegalStateException("A route has sent a directory to direct:directory, but"
                    + " vestnik.directory.source is files; set it to route");
        }
        received.receive(json(exchange.getMessage()));
    }

    private static byte[] json(Message message) throws IOException {
        if (message.getBody() instanceof Map<?, ?> tables) {
            try {
                return JSON.writeValueAsBytes(tables);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        "The map that a route has sent to direct:directory cannot be written as JSON: "
                                + e.getClass().getSimpleName());
            }
        }
        InputStream body = message.getBody(InputStream.class);
        return body == null ? new byte[0] : read(body);
    }

    /** Makes the message a request for the directory, unless it is the one that is known already. */
    public void request(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(null);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, http.url());
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        message.setHeader("Accept", "application/json");
        if (!http.token().isEmpty()) {
            message.setHeader("Authorization", "Bearer " + http.token());
        }
        String known = tag;
        if (known != null) {
            message.setHeader("If-None-Match", known);
        }
    }

    /**
     * Reads the answer; the body becomes its bytes, or null if the directory is the one that is known already.
     *
     * @throws IOException if it is too large or does not end
     */
    public void readAnswer(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        byte @Nullable [] body = null;
        if (message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class) == NOT_MODIFIED) {
            received.confirm();
        } else {
            InputStream stream = message.getBody(InputStream.class);
            body = stream == null ? new byte[0] : read(stream);
            tag = message.getHeader("ETag", String.class);
        }
        message.removeHeaders("*");
        message.setBody(body);
    }

    /** Says in the log, to the administrators and in the health that the directory could not be read; the one in force stays. */
    public void fail(Exchange exchange) {
        Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        String reason = reason(cause);
        if (received.fail(reason)) {
            LOG.error("The directory could not be read, the last good version stays in force: {}", reason);
            notices.send(AdminNotice.of(FAILED, "notice.directory.failed", reason));
        } else {
            LOG.debug("The directory still cannot be read: {}", reason);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof HttpOperationFailedException answer) {
            return "the answer was " + answer.getStatusCode() + " "
                    + Objects.requireNonNullElse(answer.getStatusText(), "");
        }
        String text = cause == null
                ? "no reason given"
                : Objects.requireNonNullElse(
                        cause.getMessage(), cause.getClass().getSimpleName());
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…";
    }

    private static byte[] read(InputStream stream) throws IOException {
        long deadline = System.nanoTime() + MAX_READING.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[64 * 1024];
        try (stream) {
            for (int length = stream.read(part); length >= 0; length = stream.read(part)) {
                body.write(part, 0, length);
                if (body.size() > MAX_BODY) {
                    throw new IOException("the directory is larger than 64 MiB");
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("the directory did not end within " + MAX_READING.toSeconds() + " s");
                }
            }
        }
        return body.toByteArray();
    }
}
