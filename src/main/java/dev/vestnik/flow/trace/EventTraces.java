package dev.vestnik.flow.trace;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.delivery.DeliveryPlan;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.flow.DeliveryProperties;
import dev.vestnik.flow.log.LogContext;
import dev.vestnik.store.StreamId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Synchronization;
import org.jspecify.annotations.Nullable;

/**
 * The spans of events: {@code accept} (or {@code inbox}), {@code dispatch}, {@code deliver}, {@code telegram}. An entry of
 * a stream has the context of its trace in a field, so that another process goes on with the trace. A message that several
 * events share is a span of the first event's trace and has links to the others. No span has a body, a name, a chat or a phone.
 */
public final class EventTraces {
    private static final String FIELD = EventStreamEntry.TRACE;
    private static final String SENT = "vestnikTraceOfSender";
    private static final String DISPATCHED = "vestnikDispatchSpans";
    private static final String WAITING = "vestnikTracesOfOutbox";
    private static final String DELIVERED = "vestnikDeliverySpan";

    private static final TextMapGetter<Map<?, ?>> FIELDS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<?, ?> fields) {
            return List.of(FIELD);
        }

        @Override
        public @Nullable String get(@Nullable Map<?, ?> fields, String name) {
            Object value = fields == null ? null : fields.get(name);
            return value == null ? null : value.toString();
        }
    };

    private final Tracer tracer;
    private final UnaryOperator<String> mask;

    /** @param mask masks phones in what senders have chosen, such as the key of an event */
    public EventTraces(Tracer tracer, UnaryOperator<String> mask) {
        this.tracer = tracer;
        this.mask = mask;
    }

    /** Remembers the trace of the sender, since the next step removes the headers of a request. */
    void received(Exchange exchange) {
        exchange.setProperty(SENT, exchange.getMessage().getHeader(FIELD));
    }

    /** Events were accepted, each an entry of the body; the trace goes on from the header {@code traceparent} of their sender. */
    void accepted(Exchange exchange) {
        Object sent = exchange.getProperty(SENT, exchange.getMessage().getHeader(FIELD), Object.class);
        Span span = tracer.spanBuilder("accept")
                .setSpanKind(SpanKind.PRODUCER)
                .setParent(contextOf(sent == null ? Map.of() : Map.of(FIELD, sent)))
                .setStartTimestamp(created(exchange))
                .setAttribute("vestnik.route", Objects.requireNonNullElse(exchange.getFromRouteId(), ""))
                .startSpan();
        endWith(exchange, List.of(span));
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Object entry : exchange.getMessage().getBody(List.class)) {
            Map<String, Object> fields = new LinkedHashMap<>();
            ((Map<?, ?>) entry).forEach((name, value) -> fields.put(name.toString(), value));
            // An entry of one field may hold bytes that are no text.
            if (fields.size() > 1) {
                fields.put(FIELD, field(span));
            }
            entries.add(fields);
        }
        exchange.getMessage().setBody(entries);
    }

    /** A batch of the stream of events is dispatched: a span for each event. */
    void beginDispatch(Exchange exchange) {
        Map<String, Span> spans = new HashMap<>();
        for (Object one : exchange.getMessage().getBody(List.class)) {
            Message entry = (Message) one;
            String ref = entry.getHeader(RedisStreamsConstants.ID, "", String.class);
            Map<?, ?> fields = entry.getBody() instanceof Map<?, ?> map ? map : Map.of();
            if (fields.isEmpty() || fields.containsKey(RedisStreamsConstants.BODY_FIELD)) {
                Context parent = fields.containsKey(FIELD) ? contextOf(fields) : inbox(ref, created(exchange));
                spans.put(
                        ref,
                        tracer.spanBuilder("dispatch")
                                .setSpanKind(SpanKind.CONSUMER)
                                .setParent(parent)
                                .setStartTimestamp(created(exchange))
                                .setAttribute("vestnik.ref", ref)
                                .startSpan());
            }
        }
        exchange.setProperty(DISPATCHED, spans);
        endWith(exchange, spans.values());
    }

    /** An event that has come without a trace has waited since its entry was written. */
    private Context inbox(String ref, Instant until) {
        Span span = tracer.spanBuilder("inbox")
                .setSpanKind(SpanKind.PRODUCER)
                .setNoParent()
                .setStartTimestamp(Instant.ofEpochMilli(StreamId.of(ref).millis()))
                .startSpan();
        span.end(until);
        return Context.root().with(span);
    }

    /** The entries of the outbox, the body, go on with the traces of their events. */
    void passToOutbox(Exchange exchange) {
        Map<?, ?> spans = exchange.getProperty(DISPATCHED, Map.of(), Map.class);
        for (Object one : exchange.getMessage().getBody(List.class)) {
            Message entry = (Message) one;
            Map<String, Object> fields = new HashMap<>();
            ((Map<?, ?>) entry.getBody()).forEach((name, value) -> fields.put(name.toString(), value));
            // The events of an array have the id of their entry and a number.
            String event = String.valueOf(fields.get("event")).replaceFirst("\\..*", "");
            if (spans.get(event) instanceof Span span) {
                fields.put(FIELD, field(span));
                entry.setBody(fields);
            }
        }
    }

    /** Remembers the traces of the entries that wait for a chat. */
    void readOutbox(Exchange exchange) {
        Map<String, Context> waiting = new HashMap<>();
        Object body = exchange.getMessage().getBody();
        for (Object one : body instanceof List<?> list ? list : List.of(exchange.getMessage())) {
            Message entry = (Message) one;
            if (entry.getBody() instanceof Map<?, ?> fields && fields.containsKey(FIELD)) {
                waiting.put(entry.getHeader(RedisStreamsConstants.ID, "", String.class), contextOf(fields));
            }
        }
        exchange.setProperty(WAITING, waiting);
    }

    /**
     * A call to Telegram begins; the result takes its failure, or null, when it has ended. Only calls about events have
     * spans.
     */
    Consumer<@Nullable Throwable> beginCall(Exchange exchange) {
        Span delivery = exchange.getProperty(DELIVERED, Span.class);
        if (delivery == null) {
            delivery = beginDelivery(exchange);
        }
        if (delivery == null) {
            return failure -> {};
        }
        Span call = tracer.spanBuilder("telegram")
                .setSpanKind(SpanKind.CLIENT)
                .setParent(Context.root().with(delivery))
                .startSpan();
        return failure -> end(call, failure);
    }

    /** @return null: the message shows no event that has a trace */
    private @Nullable Span beginDelivery(Exchange exchange) {
        DeliveryPlan plan = exchange.getProperty(DeliveryProperties.PLAN, DeliveryPlan.class);
        Map<?, ?> waiting = exchange.getProperty(WAITING, Map.of(), Map.class);
        if (plan == null || plan.message() == null) {
            return null;
        }
        List<Context> shown = plan.message().ids().stream()
                .map(waiting::get)
                .filter(Context.class::isInstance)
                .map(Context.class::cast)
                .toList();
        if (shown.isEmpty()) {
            return null;
        }
        SpanBuilder span = tracer.spanBuilder("deliver")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(shown.get(0))
                .setStartTimestamp(created(exchange));
        LogContext.values(exchange).forEach((name, value) -> span.setAttribute(name, mask.apply(value)));
        SpanContext first = Span.fromContext(shown.get(0)).getSpanContext();
        shown.stream()
                .map(context -> Span.fromContext(context).getSpanContext())
                .filter(other -> !other.equals(first))
                .forEach(span::addLink);
        Span delivery = span.startSpan();
        exchange.setProperty(DELIVERED, delivery);
        endWith(exchange, List.of(delivery));
        return delivery;
    }

    private static void endWith(Exchange exchange, Collection<Span> spans) {
        exchange.getExchangeExtension().addOnCompletion(new Synchronization() {
            @Override
            public void onComplete(Exchange done) {
                spans.forEach(Span::end);
            }

            @Override
            public void onFailure(Exchange failed) {
                spans.forEach(span -> end(span, failed.getException()));
            }
        });
    }

    /** Of a failure only the kind, since its message may name what no span has. */
    private static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
        }
        span.end();
    }

    private static Instant created(Exchange exchange) {
        return Instant.ofEpochMilli(exchange.getClock().getCreated());
    }

    private static Context contextOf(Map<?, ?> fields) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), fields, FIELDS);
    }

    private static String field(Span span) {
        Map<String, String> fields = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), fields, Map::put);
        return Objects.requireNonNull(fields.get(FIELD));
    }
}
