package dev.vestnik.flow.trace;

import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends the spans of {@link EventTraces} at the steps of the shipped routes, which it knows by their ids. The
 * steps know nothing of traces, so that they cost nothing where they are off.
 */
public final class TraceStrategy implements InterceptStrategy {
    private static final String TO_TELEGRAM = "to-telegram";

    private final EventTraces traces;

    public TraceStrategy(EventTraces traces) {
        this.traces = traces;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor next) {
        String id = definition.getId() == null ? "" : definition.getId();
        return switch (id) {
            case "identify-sender", "read-request" -> before(target, traces::received);
            case "separate-events" -> after(target, traces::accepted);
            case "read-entries" -> before(target, traces::beginDispatch);
            case "to-outbox" -> before(target, traces::passToOutbox);
            case "load-events" -> before(target, traces::readOutbox);
            default -> id.endsWith(TO_TELEGRAM) ? sending(target) : target;
        };
    }

    private static Processor before(Processor target, Consumer<Exchange> trace) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                trace.accept(exchange);
                return super.process(exchange, callback);
            }
        };
    }

    private static Processor after(Processor target, Consumer<Exchange> trace) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return super.process(exchange, done -> {
                    if (exchange.getException() == null) {
                        trace.accept(exchange);
                    }
                    callback.done(done);
                });
            }
        };
    }

    private Processor sending(Processor target) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Consumer<@Nullable Throwable> answered = traces.beginCall(exchange);
                return super.process(exchange, done -> {
                    answered.accept(exchange.getException());
                    callback.done(done);
                });
            }
        };
    }
}
