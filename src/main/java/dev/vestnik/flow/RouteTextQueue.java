package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.TextQueue;
import java.util.List;
import org.apache.camel.ProducerTemplate;

/** Sends texts to the route {@code texts}. */
public final class RouteTextQueue implements TextQueue {
    private static final String ROUTE = "direct:texts";

    private final ProducerTemplate producer;

    public RouteTextQueue(ProducerTemplate producer) {
        this.producer = producer;
    }

    @Override
    public void add(List<OutboxText> texts) {
        texts.forEach(text -> producer.sendBodyAndHeader(
                ROUTE, text.newEntry(), RedisStreamsConstants.KEY, Long.toString(text.chat())));
    }
}
