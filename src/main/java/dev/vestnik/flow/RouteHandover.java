package dev.vestnik.flow;

import dev.vestnik.bot.HandoverQueue;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.incident.Incident;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;

/** Hands incidents over by the route {@code handover}. */
public final class RouteHandover implements HandoverQueue {
    private static final String ROUTE = "direct:handover";

    private final ProducerTemplate producer;

    public RouteHandover(ProducerTemplate producer) {
        this.producer = producer;
    }

    @Override
    public void handOver(long chat, List<Incident> incidents) {
        List<Map<String, String>> entries = incidents.stream()
                .map(incident -> new OutboxEntry(chat, incident.event(), Why.HANDOVER).fields())
                .toList();
        producer.sendBodyAndHeader(ROUTE, entries, RedisStreamsConstants.KEY, Long.toString(chat));
    }
}
