package dev.vestnik.flow;

import dev.vestnik.bot.Reply;
import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.bot.silence.SilenceNews;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.dispatch.DispatchCounters;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.DispatchResult;
import dev.vestnik.dispatch.Dispatcher;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.event.Rejection;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code event-dispatch.camel.yaml}. */
public final class DispatchSteps {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchSteps.class);

    /** How long the answer to a person waits, for instance while Telegram is unavailable. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final Dispatcher dispatcher;
    private final DispatchCounters counters;
    private final IncidentStore incidents;
    private final IncidentNews news;
    private final SilenceNews silences;
    private final Clock clock;

    public DispatchSteps(
            Dispatcher dispatcher,
            DispatchCounters counters,
            IncidentStore incidents,
            IncidentNews news,
            SilenceNews silences,
            Clock clock) {
        this.dispatcher = dispatcher;
        this.counters = counters;
        this.incidents = incidents;
        this.news = news;
        this.silences = silences;
        this.clock = clock;
    }

    /**
     * Body: a batch of the {@code events} stream to a list of {@link EventStreamEntry}, in the same order; an array of events
     * becomes several.
     */
    public void readEntries(Exchange exchange) throws InvalidPayloadException {
        List<EventStreamEntry> entries = new ArrayList<>();
        for (Object message : exchange.getMessage().getMandatoryBody(List.class)) {
            EventStreamEntry entry = entry((Message) message);
            entries.addAll(entry instanceof EventStreamEntry.Raw raw ? raw.separate() : List.of(entry));
        }
        exchange.getMessage().setBody(entries);
    }

    /**
     * Body: a list of {@link EventStreamEntry} to the outbox entries, one message per event and chat, keyed by the chat; and
     * a text for each person whose request to close an incident was refused. Enlists all other writes. Counts the outcomes when the exchange completes, not at each attempt.
     */
    public void findRecipients(Exchange exchange) throws InvalidPayloadException {
        List<EventStreamEntry> batch = new ArrayList<>();
        exchange.getMessage().getMandatoryBody(List.class).forEach(entry -> batch.add((EventStreamEntry) entry));
        DispatchResult result = dispatcher.dispatch(batch);
        Settlement settlement = Settlement.of(exchange);
        result.writes().forEach(write -> settlement.enlist(write.command()));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                result.outcomes().forEach(DispatchSteps.this::count);
            }
        });
        List<Message> messages = new ArrayList<>(result.entries().size());
        for (OutboxEntry entry : result.entries()) {
            messages.add(message(exchange, entry));
        }
        for (DispatchOutcome outcome : result.outcomes()) {
            if (outcome.asked() != null) {
                news.ask(outcome.asked().request(), outcome.asked().title())
                        .forEach(reply -> messages.add(message(exchange, reply)));
            }
            if (outcome.silenceEnded() != null) {
                silences.ended(outcome.silenceEnded()).forEach(told -> messages.add(message(exchange, told)));
            }
            if (outcome.refused() != null) {
                news.notClosed(outcome.refused()).ifPresent(told -> messages.add(message(exchange, told)));
            }
        }
        exchange.getMessage().setBody(messages);
    }

    /** Body: the entry of the stream of events that requests to send the missed events. */
    public void requestMissed(Exchange exchange) {
        exchange.getMessage().setBody(EventStreamEntry.MissedRequest.fields());
    }

    /** Whether an event has reached nobody and is kept until somebody is reachable. */
    public boolean hasMissed() {
        return !incidents.missedEvents().isEmpty();
    }

    private void count(DispatchOutcome outcome) {
        counters.dispatched(outcome.kind());
        Rejection rejection = outcome.rejection();
        if (rejection != null) {
            counters.rejected(rejection.reason());
            LOG.warn("Rejected {} ({}): {}", outcome.ref(), outcome.origin(), rejection.sentence());
        }
        if (outcome.escalated() != null) {
            counters.escalated(outcome.escalated());
        }
        if (outcome.missed() != null) {
            counters.missed();
            LOG.error("{}", outcome.missed());
        }
    }

    private static EventStreamEntry entry(Message message) {
        String ref = message.getHeader(RedisStreamsConstants.ID, "", String.class);
        if (message.getBody() instanceof byte[] raw) {
            return new EventStreamEntry.Raw(ref, raw);
        }
        Map<String, String> fields = new HashMap<>();
        message.getBody(Map.class).forEach((field, value) -> fields.put(field.toString(), value.toString()));
        return EventStreamEntry.of(ref, fields);
    }

    private Message message(Exchange exchange, Reply.Send told) {
        Message message = new DefaultMessage(exchange);
        message.setHeader(RedisStreamsConstants.KEY, Long.toString(told.chat()));
        Instant until = clock.instant().plus(PATIENCE);
        String keyboard = ReplyMessages.late(told, null, until).keyboard();
        message.setBody(new OutboxText(told.chat(), OutboxText.MESSAGE, told.html(), keyboard, null, null, null, until)
                .newEntry());
        return message;
    }

    private static Message message(Exchange exchange, OutboxEntry entry) {
        Message message = new DefaultMessage(exchange);
        message.setHeader(RedisStreamsConstants.KEY, Long.toString(entry.chat()));
        message.setBody(entry.newEntry());
        return message;
    }
}
