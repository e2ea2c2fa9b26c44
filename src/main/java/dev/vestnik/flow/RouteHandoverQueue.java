package dev.vestnik.flow;

import dev.vestnik.bot.HandoverQueue;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;

/** Sends the events of open incidents to the route {@code handover}, and requests to the route {@code send-missed}. */
public final class RouteHandoverQueue implements HandoverQueue {
    private static final String HANDOVER = "direct:handover";
    private static final String SEND_MISSED = "direct:send-missed";

    private final ProducerTemplate producer;

    public RouteHandoverQueue(ProducerTemplate producer) {
        this.producer = producer;
    }

    @Override
    public void handOver(long chat, List<Incident> incidents, boolean away) {
        Why why = away ? Why.MISSED : Why.HANDOVER;
        List<Map<String, String>> entries = incidents.stream()
                .map(incident -> new OutboxEntry(chat, incident.event(), why).newEntry())
                .toList();
        producer.sendBodyAndHeader(HANDOVER, entries, RedisStreamsConstants.KEY, Long.toString(chat));
    }

    @Override
    public void sendMissed() {
        producer.sendBody(SEND_MISSED, EventStreamEntry.MissedRequest.fields());
    }
}
