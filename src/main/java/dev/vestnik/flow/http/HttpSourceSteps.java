package dev.vestnik.flow.http;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.RejectedException;
import dev.vestnik.event.Rejection;
import dev.vestnik.store.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code sources/http.camel.yaml} and {@code sources/openapi.camel.yaml}. */
public final class HttpSourceSteps {
    /** Property: the name of the sender. */
    static final String SENDER = "vestnikSender";

    /** Property: the request's {@value #IDEMPOTENCY_KEY}; absent: it has none. */
    static final String REQUEST = "vestnikRequest";

    /** Header of a request: its sender gives it again when it repeats the request. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** The longest key of a request, characters; with the sender and a position it fits into an id. */
    static final int MAX_IDEMPOTENCY_KEY = 128;

    private static final Logger LOG = LoggerFactory.getLogger(HttpSourceSteps.class);

    private final EventReader reader;

    public HttpSourceSteps(EventReader reader) {
        this.reader = reader;
    }

    /**
     * Sets property {@link #SENDER} to the name of the sender, which {@link SourceRequestFilter} has found by the token, and
     * {@link #REQUEST}. Removes the headers of the request, which would otherwise return in the response.
     */
    public void identifySender(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setProperty(SENDER, message.getHeader(SourceRequestFilter.SENDER, String.class));
        exchange.setProperty(REQUEST, message.getHeader(IDEMPOTENCY_KEY, String.class));
        message.removeHeaders("*", "Camel*");
    }

    /**
     * Reads one event, or an array or NDJSON in which every event must be valid. The body becomes a list of their JSON.
     * Otherwise the response is 400 (413 if an event is too large) and names element and field.
     */
    public void readEvents(Exchange exchange) {
        byte[] raw = exchange.getMessage().getBody(byte[].class);
        if (raw == null) {
            raw = new byte[0];
        }
        try {
            String sender = exchange.getProperty(SENDER, "http", String.class);
            String request = exchange.getProperty(REQUEST, String.class);
            if (request != null && (request.isBlank() || request.length() > MAX_IDEMPOTENCY_KEY)) {
                HttpResponses.refuse(
                        exchange, 400, IDEMPOTENCY_KEY + " is a text of 1 to " + MAX_IDEMPOTENCY_KEY + " characters");
                return;
            }
            String id = request == null ? null : sender + ":" + request.strip();
            exchange.getMessage()
                    .setBody(reader.readAll(raw, sender, id).stream()
                            .map(EventJson::bytes)
                            .toList());
        } catch (RejectedException e) {
            Rejection rejection = e.rejection();
            int status = rejection.reason() == Rejection.Reason.TOO_LARGE ? 413 : 400;
            HttpResponses.refuse(
                    exchange, status, rejection.field(), rejection.reason().label(), rejection.sentence());
        }
    }

    /** The description of the HTTP interface, OpenAPI 3.1. */
    public void describe(Exchange exchange) throws IOException {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/yaml; charset=utf-8");
        try (InputStream file = HttpSourceSteps.class.getResourceAsStream("/openapi.yaml")) {
            exchange.getMessage().setBody(Objects.requireNonNull(file).readAllBytes());
        }
    }

    /** 202: the events are in the stream, under these ids. */
    public void answerAccepted(Exchange exchange) {
        List<?> ids = exchange.getMessage().getHeader(RedisStreamsConstants.ID, List.of(), List.class);
        HttpResponses.respond(exchange, 202, Map.of("accepted", ids));
    }

    /** 503: some or all events could not be written to the stream; the sender sends the request again. */
    public void answerUnavailable(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        // The route configuration has logged the failure, and not once for each request.
        LOG.debug(
                "Events of {} were not accepted: {}",
                exchange.getProperty(SENDER),
                cause == null ? "unknown" : cause.toString());
        HttpResponses.unavailable(exchange);
    }
}
