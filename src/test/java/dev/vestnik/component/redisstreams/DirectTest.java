package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exchanges that run on the thread their entries came on. */
class DirectTest extends RedisStreamsTest {
    private static final String GROUP = "in?group=g&lease=only&direct=true" + QUICK;

    /** What ran, and on which thread. */
    private record Ran(String what, String thread) {
        boolean here() {
            return thread.startsWith("lettuce");
        }
    }

    private final Queue<Ran> read = new ConcurrentLinkedQueue<>();
    private final Queue<Ran> taken = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void goOn() {
        end.countDown();
    }

    private static void note(Queue<Ran> where, String what) {
        where.add(new Ran(what, Thread.currentThread().getName()));
    }

    private void read(Exchange exchange) {
        note(read, value(exchange.getMessage()));
    }

    /** A group that writes what it reads, which is names of keys, to a keyed stream; and who takes these. */
    private CamelContext writing(String taking, Processor take) throws Exception {
        CamelContext context = context();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-streams:out?keyed=true" + taking + QUICK)
                        .routeId("taking")
                        .process(take);
                from("redis-streams:" + GROUP).routeId("consumer").process(exchange -> {
                    read(exchange);
                    for (String key : value(exchange.getMessage()).split(",")) {
                        Settlement.of(exchange).enlistKeyed("t:out", key, Map.of("n", "1"));
                    }
                });
            }
        });
        context.start();
        return context;
    }

    private void take(Exchange exchange) {
        note(taken, exchange.getMessage().getHeader(RedisStreamsConstants.KEY, String.class));
    }

    /** Comes once the reader waits for it. */
    private void comes(String what) {
        eventually(() -> assertThat(left("in", "g")).isZero());
        eventually(() -> assertThat(info("clients", "blocked_clients")).isEqualTo(1));
        redis.xadd("t:in", Map.of("n", what));
    }

    @Test
    void whatWasWaitedForRunsThere_InOrderAndOnce() throws Exception {
        consume(GROUP, this::read);
        for (int i = 1; i <= 20; i++) {
            comes(Integer.toString(i));
        }
        List<String> more =
                IntStream.rangeClosed(21, 300).mapToObj(Integer::toString).toList();
        more.forEach(n -> redis.xadd("t:in", Map.of("n", n)));

        eventually(() -> assertThat(left("in", "g")).isZero());
        assertThat(read)
                .extracting(Ran::what)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 300)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(read).first().satisfies(first -> assertThat(first.here()).isTrue());
        assertThat(read.stream().limit(20)).allMatch(Ran::here);
    }

    @Test
    void aSingleKeyFoundRightBehindItsWriteRunsOnTheThreadThatWroteIt() throws Exception {
        writing("&direct=true", this::take);
        for (int i = 1; i <= 20; i++) {
            String key = "k" + i;
            comes(key);
            eventually(() -> assertThat(taken).extracting(Ran::what).contains(key));
        }
        assertThat(taken).hasSize(20).allMatch(Ran::here);
        assertThat(taken)
                .extracting(Ran::thread)
                .containsExactlyElementsOf(read.stream().map(Ran::thread).toList());
    }

    @Test
    void itIsFoundBehindItsWriteAlsoByARedisThatHasForgottenTheScripts() throws Exception {
        writing("&direct=true", this::take);
        for (int i = 1; i <= 5; i++) {
            redis.scriptFlush();
            String key = "k" + i;
            comes(key);
            eventually(() -> assertThat(taken).extracting(Ran::what).contains(key));
        }
        assertThat(taken).hasSize(5).allMatch(Ran::here);
    }

    @Test
    void severalKeysRunSideBySide() throws Exception {
        writing("&direct=true", exchange -> {
            take(exchange);
            end.await(20, TimeUnit.SECONDS);
        });
        comes("a,b");

        eventually(() -> assertThat(taken).extracting(Ran::what).containsExactlyInAnyOrder("a", "b"));
        assertThat(taken).noneMatch(Ran::here);
    }

    @Test
    void whoDoesNotAskForItIsNotRunThere() throws Exception {
        writing("", this::take);
        comes("a");

        eventually(() -> assertThat(taken).singleElement().satisfies(ran -> assertThat(ran.here())
                .isFalse()));
        assertThat(read).allMatch(Ran::here);
    }

    @Test
    void aRouteThatStandsStillHoldsUpItsReaderAlone() throws Exception {
        CamelContext context = writing("&direct=true", exchange -> {
            take(exchange);
            if (taken.size() == 1) {
                end.await(20, TimeUnit.SECONDS);
            }
        });
        comes("a");
        eventually(() -> assertThat(taken).singleElement().satisfies(ran -> assertThat(ran.here())
                .isTrue()));
        CamelContext other = consume(GROUP, this::read);
        redis.xadd("t:in", Map.of("n", "b"));
        try (Connections connections = Connections.to(server.uri())) {
            addKeyed(connections, "out", "c", "1");
        }

        eventually(() -> assertThat(taken).extracting(Ran::what).containsExactly("a", "c"));
        // Twice the time of the lease: nobody else gets it.
        Awaitility.await()
                .during(Duration.ofMillis(1200))
                .atMost(Duration.ofSeconds(10))
                .until(read::size, size -> size == 1);
        assertThat(consumer(other).getDelivered()).isZero();

        end.countDown();
        eventually(() -> assertThat(taken).extracting(Ran::what).containsExactly("a", "c", "b"));
        assertThat(consumer(context).getDelivered()).isEqualTo(2);
    }

    @Test
    void itsConnectionsGoWithIt_AndComeAgain() throws Exception {
        CamelContext context = consume(GROUP, this::read);
        comes("1");
        eventually(() -> assertThat(left("in", "g")).isZero());
        context.getRouteController().stopRoute("consumer");
        eventually(() -> assertThat(redis.clientList().lines().filter(client -> client.contains("flags=b")))
                .isEmpty());
        double without = info("clients", "connected_clients");

        for (int i = 2; i <= 4; i++) {
            context.getRouteController().startRoute("consumer");
            comes(Integer.toString(i));
            eventually(() -> assertThat(left("in", "g")).isZero());
            context.getRouteController().stopRoute("consumer");
            eventually(() -> assertThat(info("clients", "connected_clients")).isEqualTo(without));
        }
        assertThat(read).extracting(Ran::what).containsExactly("1", "2", "3", "4");
    }

    @Test
    void aGroupWithoutALeaseIsRefused() {
        assertThatThrownBy(() -> consume("in?group=g&direct=true" + QUICK, this::read))
                .hasStackTraceContaining(
                        "redis-streams:in: direct=true is for keyed streams, and for groups with a lease");
    }
}
