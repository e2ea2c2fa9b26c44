package dev.vestnik.flow;

import dev.vestnik.bot.EventSink;
import org.apache.camel.ProducerTemplate;

/** Lets events in by the route {@code accept}. */
public final class RouteDoor implements EventSink {
    private static final String ROUTE = "direct:accept";

    private final ProducerTemplate producer;

    public RouteDoor(ProducerTemplate producer) {
        this.producer = producer;
    }

    @Override
    public void accept(String json) {
        producer.sendBody(ROUTE, json);
    }
}
