package dev.vestnik.component.redisstreams.work;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.client.EntryFields;
import dev.vestnik.component.redisstreams.client.StreamEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * Internal to the component. Gives entries to the route as exchanges. An exchange holds a thread only while the route works
 * synchronously.
 */
public final class ExchangeRunner {
    private final DefaultConsumer consumer;
    private final RedisStreamsConfiguration options;
    private final ConsumerCounters counters;
    private final ExecutorService threads;

    public ExchangeRunner(DefaultConsumer consumer, RedisStreamsConfiguration options, ConsumerCounters counters) {
        this.consumer = consumer;
        this.options = options;
        this.counters = counters;
        // The exchanges in flight are bounded, so these threads are too. A thread may still be returning from its route
        // when its exchange has ended, so the pool has no bound of its own.
        threads = consumer.getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newCachedThreadPool(consumer, "RedisStreams-" + options.getStream());
    }

    /**
     * Runs one exchange.
     *
     * @param key the key of the entries; null for a group
     * @param ended settles the exchange; called on any thread, so it must not wait
     */
    public void run(
            List<StreamEntry> entries, @Nullable String key, BiConsumer<ExchangeOutcome, ExchangeSettlement> ended) {
        threads.execute(() -> start(entries, key, ended));
    }

    private void start(
            List<StreamEntry> entries, @Nullable String key, BiConsumer<ExchangeOutcome, ExchangeSettlement> ended) {
        ExchangeSettlement settlement = new ExchangeSettlement(StreamEntry.ids(entries));
        count(entries);
        Exchange exchange;
        try {
            exchange = consumer.createExchange(false);
        } catch (RuntimeException e) {
            ended.accept(ExchangeOutcome.failed(e), settlement);
            return;
        }
        Run run = new Run(exchange, settlement, ended);
        try {
            run.parts = fill(exchange, entries, key);
            settlement.attachTo(exchange);
            consumer.getAsyncProcessor().process(exchange, sync -> run.half());
            run.half();
        } catch (Throwable e) {
            exchange.setException(e);
            run.end();
            runQueuedTasks();
        }
    }

    private void count(List<StreamEntry> entries) {
        counters.delivered.add(entries.size());
        for (StreamEntry entry : entries) {
            if (entry.deliveries() > 1) {
                counters.redelivered.increment();
            }
        }
    }

    /**
     * An exchange in work. It has ended when the route has both called back and returned: if a processor throws an Error,
     * Camel calls back as if the exchange had succeeded, and throws the Error afterwards.
     */
    private final class Run {
        private final Exchange exchange;
        private final ExchangeSettlement settlement;
        private final BiConsumer<ExchangeOutcome, ExchangeSettlement> ended;
        private final AtomicInteger halves = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile List<Message> parts = List.of();

        Run(Exchange exchange, ExchangeSettlement settlement, BiConsumer<ExchangeOutcome, ExchangeSettlement> ended) {
            this.exchange = exchange;
            this.settlement = settlement;
            this.ended = ended;
        }

        void half() {
            if (halves.incrementAndGet() == 2) {
                end();
            }
        }

        void end() {
            if (over.getAndSet(true)) {
                return;
            }
            ExchangeOutcome outcome = ExchangeOutcome.of(exchange, !consumer.isRunAllowed());
            if (outcome.kind() == ExchangeOutcome.Kind.DONE) {
                outcome = applyHeadersOfParts(outcome, parts, settlement);
            }
            settlement.close();
            settlement.logAs(exchange);
            consumer.releaseExchange(exchange, false);
            ended.accept(outcome, settlement);
        }
    }

    /** Runs the tasks that Camel had queued on this thread for an exchange that ended with an Error. */
    private void runQueuedTasks() {
        var executor = consumer.getEndpoint()
                .getCamelContext()
                .getCamelContextExtension()
                .getReactiveExecutor();
        boolean more = true;
        while (more) {
            more = executor.executeFromQueue();
        }
    }

    /** Applies the headers that the route set on single entries of a batch. */
    private static ExchangeOutcome applyHeadersOfParts(
            ExchangeOutcome done, List<Message> parts, ExchangeSettlement settlement) {
        try {
            for (int i = 0; i < parts.size(); i++) {
                List<String> id = List.of(settlement.ids().get(i));
                String reason = ExchangeOutcome.deadReason(parts.get(i));
                Duration after = ExchangeOutcome.retryAfter(parts.get(i));
                if (reason != null) {
                    settlement.dead(id, reason);
                } else if (after != null) {
                    settlement.keep(id, after);
                }
            }
            return done;
        } catch (IllegalArgumentException e) {
            return ExchangeOutcome.failed(e);
        }
    }

    private List<Message> fill(Exchange exchange, List<StreamEntry> entries, @Nullable String key) {
        Message message = exchange.getIn();
        StreamEntry head = entries.get(0);
        if (options.getBatchSize() == 1) {
            fill(message, head, key);
            return List.of();
        }
        message.setHeader(RedisStreamsConstants.STREAM, options.streamKey());
        message.setHeader(RedisStreamsConstants.DELIVERIES, head.deliveries());
        if (key != null) {
            message.setHeader(RedisStreamsConstants.KEY, key);
        }
        List<Message> parts = new ArrayList<>(entries.size());
        for (StreamEntry entry : entries) {
            Message part = new DefaultMessage(exchange.getContext());
            fill(part, entry, key);
            parts.add(part);
        }
        message.setBody(parts);
        return parts;
    }

    private void fill(Message message, StreamEntry entry, @Nullable String key) {
        message.setHeader(RedisStreamsConstants.ID, entry.id());
        message.setHeader(RedisStreamsConstants.STREAM, options.streamKey());
        message.setHeader(RedisStreamsConstants.DELIVERIES, entry.deliveries());
        if (key != null) {
            message.setHeader(RedisStreamsConstants.KEY, key);
        }
        message.setBody(EntryFields.body(entry.fields()));
    }

    public void close() {
        consumer.getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(threads);
    }
}
