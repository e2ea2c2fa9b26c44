package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * Gives entries to the route as exchanges. A thread is needed to start one, and as long as the route works synchronously:
 * one that waits for an answer holds none.
 */
final class ExchangeRunner {
    private final RedisStreamsConsumer consumer;
    private final RedisStreamsConfiguration options;
    private final Counters counters;
    private final ExecutorService threads;

    ExchangeRunner(RedisStreamsConsumer consumer, RedisStreamsConfiguration options, Counters counters) {
        this.consumer = consumer;
        this.options = options;
        this.counters = counters;
        // What is in flight is bounded, so these are; but one that has just ended may still be returning from its
        // route.
        threads = consumer.getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newCachedThreadPool(consumer, "RedisStreams-" + options.getStream());
    }

    /** Runs one exchange, and tells when it has ended; on any thread, so the listener must not wait. */
    void run(List<Entry> entries, @Nullable String key, BiConsumer<Outcome, Settlement> ended) {
        threads.execute(() -> start(entries, key, ended));
    }

    private void start(List<Entry> entries, @Nullable String key, BiConsumer<Outcome, Settlement> ended) {
        Settlement settlement = new Settlement(Entry.ids(entries));
        count(entries);
        Exchange exchange;
        try {
            exchange = consumer.createExchange(false);
        } catch (RuntimeException e) {
            ended.accept(Outcome.failed(e), settlement);
            return;
        }
        Run run = new Run(exchange, settlement, ended);
        try {
            run.parts = fill(exchange, entries, key);
            exchange.setProperty(RedisStreamsConstants.SETTLEMENT, settlement);
            consumer.getAsyncProcessor().process(exchange, sync -> run.half());
            run.half();
        } catch (Throwable e) {
            exchange.setException(e);
            run.end();
            leftovers();
        }
    }

    private void count(List<Entry> entries) {
        counters.delivered.add(entries.size());
        for (Entry entry : entries) {
            if (entry.deliveries() > 1) {
                counters.redelivered.increment();
            }
        }
    }

    /**
     * An exchange in work. It has ended when the route has both called back and returned: where a processor throws an Error,
     * Camel calls back as if all were well, and throws it afterwards.
     */
    private final class Run {
        private final Exchange exchange;
        private final Settlement settlement;
        private final BiConsumer<Outcome, Settlement> ended;
        private final AtomicInteger halves = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile List<Message> parts = List.of();

        Run(Exchange exchange, Settlement settlement, BiConsumer<Outcome, Settlement> ended) {
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
            Outcome outcome = Outcome.of(exchange, !consumer.isRunAllowed());
            if (outcome.kind() == Outcome.Kind.DONE) {
                outcome = inParts(outcome, parts, settlement);
            }
            settlement.close();
            consumer.releaseExchange(exchange, false);
            ended.accept(outcome, settlement);
        }
    }

    /** What Camel had yet to do for an exchange that ended with an Error waits with this thread for the next exchange. */
    private void leftovers() {
        var executor = consumer.getEndpoint()
                .getCamelContext()
                .getCamelContextExtension()
                .getReactiveExecutor();
        boolean more = true;
        while (more) {
            more = executor.executeFromQueue();
        }
    }

    /** What the route has said of single entries of a batch, by headers of theirs. */
    private static Outcome inParts(Outcome done, List<Message> parts, Settlement settlement) {
        try {
            for (int i = 0; i < parts.size(); i++) {
                List<String> id = List.of(settlement.ids().get(i));
                String reason = Outcome.deadReason(parts.get(i));
                Duration after = Outcome.retryAfter(parts.get(i));
                if (reason != null) {
                    settlement.dead(id, reason);
                } else if (after != null) {
                    settlement.keep(id, after);
                }
            }
            return done;
        } catch (IllegalArgumentException e) {
            return Outcome.failed(e);
        }
    }

    private List<Message> fill(Exchange exchange, List<Entry> entries, @Nullable String key) {
        Message message = exchange.getIn();
        Entry head = entries.get(0);
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
        for (Entry entry : entries) {
            Message part = new DefaultMessage(exchange.getContext());
            fill(part, entry, key);
            parts.add(part);
        }
        message.setBody(parts);
        return parts;
    }

    private void fill(Message message, Entry entry, @Nullable String key) {
        message.setHeader(RedisStreamsConstants.ID, entry.id());
        message.setHeader(RedisStreamsConstants.STREAM, options.streamKey());
        message.setHeader(RedisStreamsConstants.DELIVERIES, entry.deliveries());
        if (key != null) {
            message.setHeader(RedisStreamsConstants.KEY, key);
        }
        message.setBody(Fields.body(entry.fields()));
    }

    void close() {
        consumer.getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(threads);
    }
}
