package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.dispatch.DispatchCounters;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.DispatchResult;
import dev.vestnik.dispatch.Dispatcher;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.event.Rejection;
import dev.vestnik.outbox.OutboxEntry;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a list of {@link EventStreamEntry}s to the entries for the outbox, one message for each event and chat, keyed by the chat.
 * What else is to be written is enlisted. Counted once the exchange has succeeded, not each time it is tried.
 */
public final class FindRecipients implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(FindRecipients.class);

    private final Dispatcher dispatcher;
    private final DispatchCounters counters;

    public FindRecipients(Dispatcher dispatcher, DispatchCounters counters) {
        this.dispatcher = dispatcher;
        this.counters = counters;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        List<EventStreamEntry> batch = new ArrayList<>();
        exchange.getMessage().getMandatoryBody(List.class).forEach(arrival -> batch.add((EventStreamEntry) arrival));
        DispatchResult dispatched = dispatcher.dispatch(batch);
        Settlement settlement = Settlement.of(exchange);
        dispatched.writes().forEach(write -> settlement.enlist(write.command()));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                dispatched.outcomes().forEach(FindRecipients.this::count);
            }
        });
        List<Message> messages = new ArrayList<>(dispatched.entries().size());
        for (OutboxEntry entry : dispatched.entries()) {
            messages.add(message(exchange, entry));
        }
        exchange.getMessage().setBody(messages);
    }

    private void count(DispatchOutcome outcome) {
        counters.came(outcome.kind());
        Rejection rejection = outcome.rejection();
        if (rejection != null) {
            counters.rejected(rejection.reason());
            LOG.warn("Rejected {}: {}", outcome.ref(), rejection.sentence());
        }
    }

    private static Message message(Exchange exchange, OutboxEntry entry) {
        Message message = new DefaultMessage(exchange);
        message.setHeader(RedisStreamsConstants.KEY, Long.toString(entry.chat()));
        message.setBody(entry.fields());
        return message;
    }
}
