package dev.vestnik.flow;

import dev.vestnik.event.EventJson;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.RejectedException;
import dev.vestnik.event.Rejection;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads what was posted: one event, or an array of which all must be good. The body is a list of their JSON afterwards; where
 * it is no event, the header of the HTTP status is 400 (413 where it is too large), and the body names element and field.
 */
public final class ReadPosted implements Processor {
    private final EventReader reader;

    public ReadPosted(EventReader reader) {
        this.reader = reader;
    }

    @Override
    public void process(Exchange exchange) {
        byte[] raw = exchange.getMessage().getBody(byte[].class);
        if (raw == null) {
            raw = new byte[0];
        }
        try {
            String sender = exchange.getProperty(AuthoriseSender.SENDER, "http", String.class);
            exchange.getMessage()
                    .setBody(reader.readAll(raw, sender).stream()
                            .map(event -> EventJson.write(event).getBytes(StandardCharsets.UTF_8))
                            .toList());
        } catch (RejectedException e) {
            Rejection rejection = e.rejection();
            int status = rejection.reason() == Rejection.Reason.TOO_LARGE ? 413 : 400;
            HttpAnswers.refuse(
                    exchange, status, rejection.field(), rejection.reason().label(), rejection.sentence());
        }
    }
}
