package dev.vestnik.flow.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.vestnik.event.EventBatch;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.RejectedException;
import dev.vestnik.flow.LogThrottle;
import dev.vestnik.source.ExpectedSources;
import dev.vestnik.source.MessageSource;
import dev.vestnik.source.MessageSources;
import dev.vestnik.source.SourceCounters;
import dev.vestnik.source.SourceCounters.Outcome;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.RedisJson;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code sources/messages.camel.yaml}. */
public final class MessageSteps {
    /** Property: the name of the source. */
    static final String SOURCE = "vestnikSource";

    /** Property: who has sent the message, as the kind of the source gives it. */
    static final String SENDER = "vestnikSender";

    /** Property: when the events were first offered to the stream. */
    static final String SINCE = "vestnikOfferedSince";

    /** Property: whether nothing more is to do for the events. */
    static final String DONE = "vestnikDone";

    private static final Logger LOG = LoggerFactory.getLogger(MessageSteps.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final String ACCEPT = "direct:accept";

    /** How long events wait for Redis. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How often at most it is kept that a source was heard of. */
    private static final Duration HEARD_EVERY = Duration.ofSeconds(1);

    private final EventReader reader;
    private final MessageSources sources;
    private final ExpectedSources expected;
    private final SourceCounters counters;
    private final ProducerTemplate producer;
    private final Clock clock;
    private final LogThrottle throttle;
    private final Map<String, Instant> heard = new ConcurrentHashMap<>();

    public MessageSteps(
            EventReader reader,
            MessageSources sources,
            ExpectedSources expected,
            SourceCounters counters,
            ProducerTemplate producer,
            Clock clock) {
        this.reader = reader;
        this.sources = sources;
        this.expected = expected;
        this.counters = counters;
        this.producer = producer;
        this.clock = clock;
        this.throttle = new LogThrottle(clock);
    }

    /** Whether who has sent the message may do so. */
    public boolean isPermitted(Exchange exchange) {
        String sender = exchange.getProperty(SENDER, String.class);
        return sources.named(source(exchange))
                .filter(source -> source.senders().permit(sender))
                .isPresent();
    }

    /** Counts a message of somebody who may not send. */
    public void refuseSender(Exchange exchange) {
        String source = source(exchange);
        String sender = exchange.getProperty(SENDER, "nobody", String.class).replaceAll("\\p{Cntrl}", " ");
        counters.request(source, Outcome.UNAUTHORIZED);
        if (throttle.permits(source + " " + sender)) {
            LOG.info(
                    "Source {}: refused a message from {}, whom vestnik.sources.{}.from does not have",
                    source,
                    sender,
                    source);
        }
    }

    /** The reader of messages that are JSON, or any other text, which becomes a JSON string. */
    public void read(Exchange exchange) {
        Message message = exchange.getMessage();
        String text = message.getBody(String.class);
        message.setBody(text != null && isJson(text) ? text : RedisJson.write(text == null ? "" : text));
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Validates what the mapping made: an event, or an array of events. The body becomes a list of the valid ones. */
    public void readEvents(Exchange exchange) throws RejectedException {
        String source = source(exchange);
        byte[] mapped = exchange.getMessage().getBody(byte[].class);
        exchange.getMessage().removeHeaders("*");
        EventBatch batch = reader.readEach(mapped == null ? new byte[0] : mapped, source);
        List<byte[]> events = batch.events().stream().map(EventJson::bytes).toList();
        batch.rejections().forEach(rejection -> refuse(source, Outcome.INVALID, 1, rejection.sentence()));
        if (!events.isEmpty() && isTooFast(source)) {
            refuse(
                    source,
                    Outcome.TOO_MANY,
                    events.size(),
                    "more events than vestnik.sources." + source + ".rate allows are not accepted");
            events = List.of();
        } else if (events.isEmpty() && batch.rejections().isEmpty()) {
            counters.request(source, Outcome.IGNORED);
        }
        exchange.getMessage().setBody(events);
    }

    private boolean isTooFast(String source) {
        return sources.named(source)
                .filter(known -> !known.rate().take().isZero())
                .isPresent();
    }

    /** Whether there are events, or it is to be kept that the source was heard of. */
    public boolean hasNews(Exchange exchange) {
        return !events(exchange).isEmpty() || isToBeKept(source(exchange));
    }

    private boolean isToBeKept(String source) {
        if (sources.named(source).filter(MessageSource::expected).isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        AtomicBoolean due = new AtomicBoolean();
        heard.compute(source, (name, last) -> {
            due.set(last == null || last.plus(HEARD_EVERY).isBefore(now));
            return last == null || due.get() ? now : last;
        });
        return due.get();
    }

    /**
     * The message cannot be read or mapped, or too many events wait for Redis.
     *
     * @throws SourceUnavailableException if its reader threw it, so that the message counts as not taken
     */
    public void refuseMessage(Exchange exchange) throws SourceUnavailableException {
        String source = source(exchange);
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof SourceUnavailableException unavailable) {
            throw unavailable;
        }
        List<byte[]> events = events(exchange);
        if (!events.isEmpty()) {
            refuse(source, Outcome.UNAVAILABLE, events.size(), "lost, because too many events wait for Redis already");
            return;
        }
        if (cause instanceof SenderRefusedException refused) {
            refuse(source, Outcome.UNAUTHORIZED, 1, String.valueOf(refused.getMessage()));
            return;
        }
        refuse(source, Outcome.INVALID, 1, MappingFailure.rejection(cause).sentence());
    }

    /** Whether the events are neither in the stream nor given up. */
    public boolean isWaiting(Exchange exchange) {
        return !Boolean.TRUE.equals(exchange.getProperty(DONE));
    }

    /**
     * Sends the events to {@code direct:accept}, and waits until they are in the stream: one message after the other, so that
     * the end of an incident never overtakes its beginning. What cannot be accepted within an hour, or when Vestnik stops, is given
     * up, counted and logged.
     */
    public void accept(Exchange exchange) {
        String source = source(exchange);
        List<byte[]> events = events(exchange);
        if (!events.isEmpty()) {
            Exchange sent =
                    producer.send(ACCEPT, accepting -> accepting.getMessage().setBody(events));
            if (sent.getException() != null) {
                waitOrGiveUp(exchange, source, events.size());
                return;
            }
            counters.request(source, Outcome.ACCEPTED);
            counters.events(source, events.size(), 0);
        }
        exchange.setProperty(DONE, true);
        keepHeard(source);
    }

    private void waitOrGiveUp(Exchange exchange, String source, int events) {
        Instant now = clock.instant();
        Instant since = exchange.getProperty(SINCE, now, Instant.class);
        exchange.setProperty(SINCE, since);
        if (exchange.getContext().isStopping() || since.plus(PATIENCE).isBefore(now)) {
            exchange.setProperty(DONE, true);
            refuse(source, Outcome.UNAVAILABLE, events, "lost, because Redis did not take it in time");
        }
    }

    private void keepHeard(String source) {
        try {
            expected.heard(source);
        } catch (RuntimeException e) {
            LOG.debug("That the source {} was heard of is not kept: {}", source, e.toString());
        }
    }

    /** How long to wait before the events are offered again, in milliseconds. */
    public long pause(Exchange exchange) {
        return isWaiting(exchange) ? PAUSE.toMillis() : 0;
    }

    private void refuse(String source, Outcome outcome, int events, String sentence) {
        counters.request(source, outcome);
        counters.events(source, 0, events);
        if (throttle.permits(source + " " + sentence)) {
            LOG.warn("Source {}: {}", source, sentence);
        }
    }

    private static String source(Exchange exchange) {
        return exchange.getProperty(SOURCE, "unknown", String.class);
    }

    /** The body, if it is the list that {@link #readEvents} has made. */
    @SuppressWarnings("unchecked")
    private static List<byte[]> events(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof List<?> list ? (List<byte[]>) list : List.of();
    }
}
