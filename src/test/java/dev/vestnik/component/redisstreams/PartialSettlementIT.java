package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that is done in part; and what is not done, but has not failed. */
class PartialSettlementIT extends RedisStreamsTest {
    private static final String GROUP = "s?group=g&batchSize=10";
    private static final String LEASED = "s?group=g&batchSize=10&lease=only";
    private static final String KEYED = "s?keyed=true&batchSize=10";

    private final Map<String, AtomicInteger> times = new ConcurrentHashMap<>();

    /** Writes numbers, and starts the consumer, which so gets them as one batch. */
    private CamelContext start(String uri, int numbers, Processor processor) throws Exception {
        CamelContext writer = context();
        writer.start();
        String target = uri.startsWith(KEYED) ? "redis-streams:s?keyed=true&key=k" : "redis-streams:s";
        writer.createProducerTemplate()
                .sendBody(
                        target,
                        IntStream.range(0, numbers)
                                .mapToObj(n -> Map.of("n", Integer.toString(n)))
                                .toList());
        return consume(uri + QUICK, processor);
    }

    private int count(Message message) {
        return times.computeIfAbsent(value(message), n -> new AtomicInteger()).incrementAndGet();
    }

    private void doneExactly(CamelContext context, int done, int dead) {
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(done));
        eventually(() -> assertThat(consumer(context).getDead()).isEqualTo(dead));
        assertThat(consumer(context).getFailed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, LEASED, KEYED})
    void headersOfItsMessagesSettleABatchInParts(String uri) throws Exception {
        AtomicInteger batches = new AtomicInteger();
        CamelContext context = start(uri, 4, exchange -> {
            batches.incrementAndGet();
            for (Message part : batch(exchange)) {
                int time = count(part);
                if (value(part).equals("1") && time == 1) {
                    part.setHeader(RedisStreamsConstants.RETRY_AFTER, "150ms");
                } else if (value(part).equals("2")) {
                    part.setHeader(RedisStreamsConstants.DEAD_REASON, "nobody wants it");
                }
            }
        });
        doneExactly(context, 3, 1);
        assertThat(times.get("1")).hasValue(2);
        assertThat(times.get("0")).hasValue(1);
        assertThat(times.get("3")).hasValue(1);
        assertThat(entries("s:dead"))
                .singleElement()
                .extracting(StreamMessage::getBody)
                .satisfies(body ->
                        assertThat(body).containsEntry("n", "2").containsEntry("dead-reason", "nobody wants it"));
        assertThat(batches).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, LEASED, KEYED})
    void aRouteSettlesInPartsWithoutJava(String uri) throws Exception {
        CamelContext context = context();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-streams:" + uri + QUICK)
                        .routeId("consumer")
                        .split(body())
                        .choice()
                        .when(simple("${body[n]} == '1'"))
                        .setHeader(RedisStreamsConstants.DEAD_REASON, constant("odd"))
                        .end()
                        .end();
            }
        });
        context.start();
        String target = uri.startsWith(KEYED) ? "redis-streams:s?keyed=true&key=k" : "redis-streams:s";
        context.createProducerTemplate()
                .sendBody(target, List.of(Map.of("n", "0"), Map.of("n", "1"), Map.of("n", "2")));
        doneExactly(context, 2, 1);
        assertThat(entries("s:dead")).singleElement().satisfies(letter -> assertThat(letter.getBody())
                .containsEntry("n", "1"));
    }

    @Test
    void whatIsKeptOfAGroupComesAgainEachAtItsTime() throws Exception {
        Map<String, Long> again = new ConcurrentHashMap<>();
        long begin = System.nanoTime();
        CamelContext context = start(GROUP, 3, exchange -> {
            Settlement settlement = Settlement.of(exchange);
            for (Message part : batch(exchange)) {
                String id = part.getHeader(RedisStreamsConstants.ID, String.class);
                if (count(part) == 1) {
                    settlement.keep(List.of(id), Duration.ofMillis(value(part).equals("0") ? 700 : 100));
                } else {
                    again.put(value(part), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
                }
            }
        });
        doneExactly(context, 3, 0);
        assertThat(again.get("0")).isGreaterThanOrEqualTo(700);
        assertThat(again.get("1")).isGreaterThanOrEqualTo(100).isLessThan(again.get("0"));
    }

    @Test
    void withALeaseWhatIsKeptHoldsUpWhatComesAfterIt() throws Exception {
        ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
        CamelContext context = start(LEASED, 20, exchange -> {
            for (Message part : batch(exchange)) {
                String id = part.getHeader(RedisStreamsConstants.ID, String.class);
                int n = Integer.parseInt(value(part));
                if (n % 3 == 0 && count(part) == 1) {
                    Settlement.of(exchange).keep(List.of(id), Duration.ofMillis(n == 0 ? 200 : 50));
                } else {
                    order.add(value(part));
                }
            }
        });
        doneExactly(context, 20, 0);
        List<Integer> kept =
                order.stream().map(Integer::valueOf).filter(n -> n % 3 == 0).toList();
        assertThat(kept).isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, LEASED, KEYED})
    void nothingIsCountedWhileTheTargetIsDown(String uri) throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        class Down extends Exception implements RetryAfter {
            @Override
            public Duration retryAfter() {
                return Duration.ofMillis(10);
            }
        }
        CamelContext context = start(uri + "&maxDeliveries=2", 5, exchange -> {
            tries.incrementAndGet();
            if (down.get()) {
                throw new org.apache.camel.RuntimeCamelException(new Down());
            }
        });
        eventually(() -> assertThat(tries).hasValueGreaterThan(30));
        down.set(false);
        doneExactly(context, 5, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, KEYED})
    void aHeaderThatIsNoDurationIsAFailureAndNotTheEnd(String uri) throws Exception {
        AtomicInteger tries = new AtomicInteger();
        CamelContext context = start(uri, 1, exchange -> {
            if (tries.incrementAndGet() == 1) {
                batch(exchange).get(0).setHeader(RedisStreamsConstants.RETRY_AFTER, "soon");
            } else if (tries.get() == 2) {
                exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, "later");
                throw new IllegalStateException("down");
            }
        });
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(1));
        assertThat(consumer(context).getFailed()).isEqualTo(2);
    }
}
