package dev.vestnik.flow;

import dev.vestnik.bot.HandoverQueue;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.incident.Incident;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;

/** Sends the events of open incidents to the route {@code handover}. */
public final class RouteHandoverQueue implements HandoverQueue {
    private static final String ROUTE = "direct:handover";

    private final ProducerTemplate producer;

    public RouteHandoverQueue(ProducerTemplate producer) {
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
