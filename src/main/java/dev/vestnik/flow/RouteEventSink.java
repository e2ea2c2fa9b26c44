package dev.vestnik.flow;

import dev.vestnik.bot.EventSink;
import org.apache.camel.ProducerTemplate;

/** Sends events to the route {@code accept}. */
public final class RouteEventSink implements EventSink {
    private static final String ROUTE = "direct:accept";

    private final ProducerTemplate producer;

    public RouteEventSink(ProducerTemplate producer) {
        this.producer = producer;
    }

    @Override
    public void accept(String json) {
        producer.sendBody(ROUTE, json);
    }
}
