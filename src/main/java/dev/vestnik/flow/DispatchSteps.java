package dev.vestnik.flow;

import dev.vestnik.bot.Reply;
import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.bot.silence.SilenceNews;
import dev.vestnik.component.redisstreams.MdcScope;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.dispatch.DispatchCounters;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.DispatchOutcome.ClosedByPerson;
import dev.vestnik.dispatch.DispatchOutcome.Escalated;
import dev.vestnik.dispatch.DispatchOutcome.NotClosed;
import dev.vestnik.dispatch.DispatchOutcome.OwnerAsked;
import dev.vestnik.dispatch.DispatchOutcome.ReachedNobody;
import dev.vestnik.dispatch.DispatchOutcome.Rejected;
import dev.vestnik.dispatch.DispatchOutcome.SilenceOver;
import dev.vestnik.dispatch.DispatchResult;
import dev.vestnik.dispatch.Dispatcher;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.dispatch.EventSubject;
import dev.vestnik.flow.log.LogContext;
import dev.vestnik.incident.Acts;
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
    private final Acts acts;
    private final Clock clock;

    public DispatchSteps(
            Dispatcher dispatcher,
            DispatchCounters counters,
            IncidentStore incidents,
            IncidentNews news,
            SilenceNews silences,
            Acts acts,
            Clock clock) {
        this.dispatcher = dispatcher;
        this.counters = counters;
        this.incidents = incidents;
        this.news = news;
        this.silences = silences;
        this.acts = acts;
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
        LogContext.events(
                exchange,
                entries.stream()
                        .map(entry -> new EventSubject(entry.ref(), null, null))
                        .toList());
    }

    /**
     * Body: a list of {@link EventStreamEntry} to the outbox entries, one message per event and chat, keyed by the chat; and
     * a text for each person whose request to close an incident was refused. Enlists all other writes. Counts the outcomes
     * when the exchange completes, not at each attempt.
     */
    public void findRecipients(Exchange exchange) throws InvalidPayloadException {
        List<EventStreamEntry> batch = new ArrayList<>();
        exchange.getMessage().getMandatoryBody(List.class).forEach(entry -> batch.add((EventStreamEntry) entry));
        DispatchResult result = dispatcher.dispatch(batch, subject -> LogContext.events(exchange, List.of(subject)));
        Settlement settlement = Settlement.of(exchange);
        result.writes().forEach(write -> settlement.enlist(write.command()));
        result.outcomes().stream()
                .flatMap(outcome -> outcome.report(ClosedByPerson.class).stream())
                .flatMap(closed -> acts.write(closed.act()).stream())
                .forEach(write -> settlement.enlist(write.command()));
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
            told(outcome).forEach(told -> messages.add(message(exchange, told)));
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

    /** The texts for people that follow from an outcome. */
    private List<Reply.Send> told(DispatchOutcome outcome) {
        List<Reply.Send> texts = new ArrayList<>();
        outcome.report(OwnerAsked.class).ifPresent(asked -> texts.addAll(news.ask(asked.request(), asked.title())));
        outcome.report(SilenceOver.class).ifPresent(over -> texts.addAll(silences.ended(over.ended())));
        outcome.report(NotClosed.class)
                .flatMap(notClosed -> news.notClosed(notClosed.refused()))
                .ifPresent(texts::add);
        return texts;
    }

    private void count(DispatchOutcome outcome) {
        counters.dispatched(outcome);
        outcome.report(Rejected.class).ifPresent(rejected -> {
            counters.rejected(rejected.rejection().reason());
            try (MdcScope about = LogContext.about(new EventSubject(outcome.ref(), null, null))) {
                LOG.warn(
                        "Rejected {} ({}): {}",
                        outcome.ref(),
                        rejected.origin(),
                        rejected.rejection().sentence());
            }
        });
        outcome.report(Escalated.class).ifPresent(escalated -> counters.escalated(escalated.told()));
        outcome.report(ReachedNobody.class).ifPresent(nobody -> {
            counters.missed();
            try (MdcScope about = LogContext.about(nobody.subject())) {
                LOG.error("{}", nobody.sentence());
            }
        });
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
