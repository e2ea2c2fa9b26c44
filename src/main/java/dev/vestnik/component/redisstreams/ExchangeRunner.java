package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.ThreadPoolProfile;
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
        ThreadPoolProfile profile = new ThreadPoolProfile("redis-streams");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(options.getMaxInFlight() + 1);
        profile.setMaxQueueSize(0);
        profile.setKeepAliveTime(30L);
        profile.setAllowCoreThreadTimeOut(false);
        threads = consumer.getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newThreadPool(consumer, "RedisStreams-" + options.getStream(), profile);
    }

    /** Runs one exchange, and tells when it has ended; on any thread, so the listener must not wait. */
    void run(List<Entry> entries, @Nullable String key, BiConsumer<Outcome, Settlement> ended) {
        threads.execute(() -> start(entries, key, ended));
    }

    private void start(List<Entry> entries, @Nullable String key, BiConsumer<Outcome, Settlement> ended) {
        Settlement settlement = new Settlement(entries.stream().map(Entry::id).toList());
        counters.delivered.add(entries.size());
        counters.redelivered.add(
                entries.stream().filter(entry -> entry.deliveries() > 1).count());
        Exchange exchange = null;
        try {
            exchange = consumer.createExchange(false);
            List<Message> parts = fill(exchange, entries, key);
            exchange.setProperty(RedisStreamsConstants.SETTLEMENT, settlement);
            Exchange running = exchange;
            consumer.getAsyncProcessor().process(running, sync -> end(running, parts, settlement, ended));
        } catch (Throwable e) {
            if (exchange != null) {
                consumer.releaseExchange(exchange, false);
            }
            settlement.close();
            ended.accept(Outcome.failed(e), settlement);
        }
    }

    private void end(
            Exchange exchange, List<Message> parts, Settlement settlement, BiConsumer<Outcome, Settlement> ended) {
        Outcome outcome = Outcome.of(exchange, !consumer.isRunAllowed());
        if (outcome.kind() == Outcome.Kind.DONE) {
            outcome = inParts(outcome, parts, settlement);
        }
        settlement.close();
        consumer.releaseExchange(exchange, false);
        ended.accept(outcome, settlement);
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
        List<Message> parts = entries.stream()
                .<Message>map(entry -> {
                    Message part = new DefaultMessage(exchange.getContext());
                    fill(part, entry, key);
                    return part;
                })
                .toList();
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
