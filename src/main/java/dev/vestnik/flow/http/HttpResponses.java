package dev.vestnik.flow.http;

import dev.vestnik.store.RedisJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** Sets the HTTP response of an exchange: a status and a JSON body. */
final class HttpResponses {
    private HttpResponses() {}

    static void respond(Exchange exchange, int status, Object json) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        exchange.getMessage().setBody(RedisJson.write(json));
    }

    /** 503: some or all events could not be written to the stream; the sender sends the request again. */
    static void unavailable(Exchange exchange) {
        exchange.getMessage().setHeader("Retry-After", "5");
        refuse(exchange, 503, "The events could not be accepted now; send them again in some seconds");
    }

    static void refuse(Exchange exchange, int status, String sentence) {
        respond(exchange, status, Map.of("error", sentence));
    }

    static void refuse(Exchange exchange, int status, String field, String reason, String sentence) {
        Map<String, String> refusal = new LinkedHashMap<>();
        refusal.put("error", sentence);
        refusal.put("field", field);
        refusal.put("reason", reason);
        respond(exchange, status, refusal);
    }
}
