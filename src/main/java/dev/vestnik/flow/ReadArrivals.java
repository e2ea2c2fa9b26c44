package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.dispatch.EventStreamEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** From a batch of the stream of events to a list of {@link EventStreamEntry}s, in its order. */
public final class ReadArrivals implements Processor {
    @Override
    public void process(Exchange exchange) throws Exception {
        List<EventStreamEntry> arrivals = new ArrayList<>();
        for (Object entry : exchange.getMessage().getMandatoryBody(List.class)) {
            arrivals.add(arrival((Message) entry));
        }
        exchange.getMessage().setBody(arrivals);
    }

    private static EventStreamEntry arrival(Message entry) {
        String ref = entry.getHeader(RedisStreamsConstants.ID, "", String.class);
        if (entry.getBody() instanceof byte[] raw) {
            return new EventStreamEntry.Raw(ref, raw);
        }
        Map<String, String> fields = new HashMap<>();
        entry.getBody(Map.class).forEach((field, value) -> fields.put(field.toString(), value.toString()));
        return EventStreamEntry.of(ref, fields);
    }
}
