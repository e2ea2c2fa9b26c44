package dev.vestnik.flow.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.event.EventBatch;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.RejectedException;
import dev.vestnik.event.Rejection;
import dev.vestnik.flow.LogThrottle;
import dev.vestnik.flow.source.MappingFailure;
import dev.vestnik.source.ExpectedSources;
import dev.vestnik.source.SourceCounters;
import dev.vestnik.source.SourceCounters.Outcome;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.RedisJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code sources/webhook.camel.yaml}. */
public final class WebhookSteps {
    /** Property: the name of the source. */
    static final String SOURCE = "vestnikSource";

    /** Property: why elements of the request are no events. */
    static final String REJECTIONS = "vestnikRejections";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSteps.class);
    private static final JsonFactory JSON = new JsonFactory();

    private final EventReader reader;
    private final ExpectedSources expected;
    private final SourceCounters counters;
    private final LogThrottle throttle;

    public WebhookSteps(EventReader reader, ExpectedSources expected, SourceCounters counters, Clock clock) {
        this.reader = reader;
        this.expected = expected;
        this.counters = counters;
        this.throttle = new LogThrottle(clock);
    }

    /**
     * The body becomes JSON text in UTF-8, as the mapping reads it: a form an object of its fields, a body of another media type,
     * or none, a JSON string. The names of the headers become small letters.
     *
     * @throws RejectedException if the body is not what its type says
     */
    public void readRequest(Exchange exchange) throws RejectedException {
        Message message = exchange.getMessage();
        exchange.setProperty(SOURCE, message.getHeader(SourceRequestFilter.SENDER, String.class));
        Map<String, Object> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        message.removeHeaders("*");
        headers.forEach(message::setHeader);
        byte[] raw = message.getBody(byte[].class);
        String text = text(raw == null ? new byte[0] : raw);
        String type = BodyReader.mediaType(message.getHeader("content-type", String.class));
        if (type.isEmpty() && text.isEmpty()) {
            // A CloudEvent whose attributes are in the headers may have no body.
            message.setBody("null");
        } else if (type.isEmpty() || type.equals("application/json") || type.endsWith("+json")) {
            refuseUnlessJson(text);
            message.setBody(text);
        } else if (type.equals(FormFields.MEDIA_TYPE)) {
            message.setBody(RedisJson.write(FormFields.of(text)));
        } else {
            message.setBody(RedisJson.write(text));
        }
    }

    private static String text(byte[] raw) throws RejectedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            throw notJson("");
        }
    }

    /** The mapping would ignore what follows the first value, and take nothing for null. */
    private static void refuseUnlessJson(String text) throws RejectedException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw notJson("");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw notJson("");
            }
        } catch (JsonProcessingException e) {
            throw notJson(
                    e.getLocation() == null
                            ? ""
                            : " (line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr() + ")");
        } catch (IOException e) {
            throw notJson("");
        }
    }

    private static RejectedException notJson(String place) {
        return new RejectedException(
                new Rejection(Rejection.Reason.NOT_JSON, "", "The body is not one JSON value in UTF-8" + place));
    }

    /**
     * Reads what the mapping made: an event, or an array of events. The body becomes a list of the valid ones. If there is
     * none, the request is answered: 400, or 202 if the mapping has left everything out.
     */
    public void readEvents(Exchange exchange) throws RejectedException {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        byte[] mapped = message.getBody(byte[].class);
        EventBatch batch = reader.readEach(mapped == null ? new byte[0] : mapped, source(exchange));
        exchange.setProperty(REJECTIONS, batch.rejections());
        message.setBody(batch.events().stream().map(EventJson::bytes).toList());
        if (batch.events().isEmpty()) {
            answer(exchange, List.of());
        }
    }

    /** 400: the request as a whole cannot be read or mapped. */
    public void answerUnreadable(Exchange exchange) {
        Rejection rejection =
                MappingFailure.rejection(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        refused(exchange, Outcome.INVALID, rejection.sentence());
        counters.events(source(exchange), 0, 1);
        exchange.getMessage().removeHeaders("*");
        HttpResponses.refuse(
                exchange, 400, rejection.field(), rejection.reason().label(), rejection.sentence());
    }

    /** 202 with the ids of the stream's entries, or 400 if some elements are no events; then the others are accepted. */
    public void answerAccepted(Exchange exchange) {
        answer(exchange, exchange.getMessage().getHeader(RedisStreamsConstants.ID, List.of(), List.class));
    }

    private void answer(Exchange exchange, List<?> ids) {
        List<Rejection> rejections = rejections(exchange);
        exchange.getMessage().removeHeaders("*");
        counters.events(source(exchange), ids.size(), rejections.size());
        if (rejections.isEmpty() || !ids.isEmpty()) {
            heard(source(exchange));
        }
        if (rejections.isEmpty()) {
            counters.request(source(exchange), Outcome.ACCEPTED);
            HttpResponses.respond(exchange, 202, Map.of("accepted", ids));
            return;
        }
        Rejection first = rejections.get(0);
        String sentence = ids.isEmpty()
                ? first.sentence()
                : rejections.size() + " of " + (rejections.size() + ids.size())
                        + " events are refused, the others are accepted: " + first.sentence();
        refused(exchange, ids.isEmpty() ? Outcome.INVALID : Outcome.PARTLY_ACCEPTED, sentence);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", sentence);
        answer.put("field", first.field());
        answer.put("reason", first.reason().label());
        answer.put("accepted", ids);
        answer.put(
                "refused",
                rejections.stream()
                        .map(rejection -> Map.of(
                                "field", rejection.field(),
                                "reason", rejection.reason().label(),
                                "error", rejection.sentence()))
                        .toList());
        HttpResponses.respond(exchange, 400, answer);
    }

    /** The events are in the stream already, whatever happens here. */
    private void heard(String source) {
        try {
            expected.heard(source);
        } catch (RuntimeException e) {
            LOG.debug("That the source {} was heard of is not kept: {}", source, e.toString());
        }
    }

    /** 503: some or all events could not be written to the stream; the sender sends the request again. */
    public void answerUnavailable(Exchange exchange) {
        // The route configuration has logged the failure, and not once for each request.
        counters.request(source(exchange), Outcome.UNAVAILABLE);
        exchange.getMessage().removeHeaders("*");
        HttpResponses.unavailable(exchange);
    }

    private void refused(Exchange exchange, Outcome outcome, String sentence) {
        counters.request(source(exchange), outcome);
        if (throttle.permits(source(exchange) + " " + sentence)) {
            LOG.info("Source {}: {}", source(exchange), sentence);
        }
    }

    private static String source(Exchange exchange) {
        return exchange.getProperty(SOURCE, "http", String.class);
    }

    @SuppressWarnings("unchecked")
    private static List<Rejection> rejections(Exchange exchange) {
        return exchange.getProperty(REJECTIONS, List.of(), List.class);
    }
}
