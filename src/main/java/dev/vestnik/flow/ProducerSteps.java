package dev.vestnik.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vestnik.event.EventList;
import dev.vestnik.store.RedisJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;

/** The steps of {@code event-producer.camel.yaml}. */
public final class ProducerSteps {
    /** The fields of an entry of the stream of events: the JSON of the event, and the route that accepted it. */
    private static final String BODY = "body";

    private static final String ROUTE = "route";

    /**
     * Body: an event as JSON text, bytes or a map, an array of events as JSON, NDJSON, or a list of any of these, to a
     * list with one entry of the stream for each event, which names the route that accepted it. Nothing is validated here.
     */
    public void separateEvents(Exchange exchange) throws NoTypeConversionAvailableException {
        // A message without content, such as a deleted key of Kafka, is no event either: dispatch rejects it.
        Object body = Objects.requireNonNullElseGet(exchange.getMessage().getBody(), () -> new byte[0]);
        String route = exchange.getFromRouteId();
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Object part : body instanceof List<?> list ? list : List.of(body)) {
            byte[] raw = bytes(exchange, part);
            List<byte[]> elements = EventList.elements(raw);
            (elements.isEmpty() ? List.of(raw) : elements).forEach(event -> entries.add(entry(event, route)));
        }
        exchange.getMessage().setBody(entries);
    }

    private static byte[] bytes(Exchange exchange, Object part) throws NoTypeConversionAvailableException {
        return part instanceof Map<?, ?> map
                ? RedisJson.bytes(map)
                : exchange.getContext().getTypeConverter().mandatoryConvertTo(byte[].class, exchange, part);
    }

    /** Only a single field keeps bytes that are not text. */
    private static Map<String, Object> entry(byte[] event, String route) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(BODY, event);
        if (route != null && isText(event)) {
            fields.put(ROUTE, route);
        }
        return fields;
    }

    /** Bytes that are no UTF-8 do not survive as a text. */
    private static boolean isText(byte[] event) {
        return Arrays.equals(new String(event, UTF_8).getBytes(UTF_8), event);
    }
}
