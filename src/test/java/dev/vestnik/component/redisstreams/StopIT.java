package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.Schedule.Mode;
import dev.vestnik.component.redisstreams.client.Connections;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A consumer stops, or its network does, or its handler does not. */
class StopIT extends RedisStreamsTest {
    private static final String SLOW = "&visibility=10m&block=100&leaseTime=600&maxInFlight=4";

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        never.countDown();
    }

    private void write(Mode mode, int entries) throws Exception {
        CamelContext context = context();
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        String to = mode == Mode.KEYED ? "redis-streams:s?keyed=true" : "redis-streams:s";
        IntStream.range(0, entries)
                .forEach(n -> template.sendBodyAndHeader(
                        to, Map.of("n", Integer.toString(n)), RedisStreamsConstants.KEY, "k" + n));
    }

    private void stopsWithin(CamelContext context, Duration longest) {
        long before = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(longest);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsInWorkAtTheStopIsSettledAndTheRestIsLeft(Mode mode) throws Exception {
        write(mode, 100);
        CountDownLatch go = new CountDownLatch(1);
        CamelContext context = consume(mode.uri() + SLOW, exchange -> {
            seen.add(value(exchange.getMessage()));
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        });
        RedisStreamsConsumer consumer = consumer(context);
        int lanes = mode.leased() ? 1 : 4;
        eventually(() -> assertThat(seen).hasSize(lanes));
        Thread stop = new Thread(context::stop);
        stop.start();
        eventually(() -> assertThat(consumer.getLastPollAge()).isEqualTo(-1));
        go.countDown();
        stop.join();
        assertThat(seen).hasSize(lanes);
        assertThat(consumer.getDone()).isEqualTo(lanes);

        consume(mode.uri() + SLOW, exchange -> seen.add(value(exchange.getMessage())));
        eventually(() -> assertThat(seen).hasSize(100));
        assertThat(seen).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void workThatDoesNotEndIsGivenBackAtTheStop(Mode mode) throws Exception {
        write(mode, 3);
        CamelContext context = consume(mode.uri() + SLOW, exchange -> {
            seen.add("first " + value(exchange.getMessage()));
            never.await();
        });
        context.getShutdownStrategy().setTimeout(1);
        eventually(() -> assertThat(seen).hasSize(mode.leased() ? 1 : 3));
        stopsWithin(context, Duration.ofSeconds(8));
        assertThat(redis.exists("t:s:g:failures", "t:s:tries")).isZero();

        consume(mode.uri() + SLOW, exchange -> seen.add("second " + value(exchange.getMessage())));
        eventually(() -> assertThat(seen).contains("second 0", "second 1", "second 2"));
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhileRedisIsDown(Mode mode) throws Exception {
        write(mode, 3);
        CountDownLatch go = new CountDownLatch(1);
        CamelContext context = consume(mode.uri() + SLOW, exchange -> {
            Settlement.of(exchange).enlist("RPUSH", "t:written", value(exchange.getMessage()));
            seen.add(value(exchange.getMessage()));
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        });
        eventually(() -> assertThat(seen).hasSize(mode.leased() ? 1 : 3));
        server.stop();
        go.countDown();
        eventually(() -> assertThat(consumer(context).isConnected()).isFalse());
        stopsWithin(context, Duration.ofSeconds(8));
        server.start();
        redis = server.connect();
        assertThat(redis.exists("t:written")).isZero();

        redis.del("t:s:owners");
        redis.zrange("t:s:due", 0, -1).forEach(key -> redis.zadd("t:s:due", 0, key));
        consume(mode.uri() + "&visibility=100&block=100&leaseTime=600", exchange -> {
            Settlement.of(exchange).enlist("RPUSH", "t:written", value(exchange.getMessage()));
        });
        eventually(() -> assertThat(redis.lrange("t:written", 0, -1)).containsExactlyInAnyOrder("0", "1", "2"));
    }

    @Test
    void aSilentNetworkIsLeftForANewConnection() throws Exception {
        try (TestProxy proxy = new TestProxy(server.port())) {
            List<CamelContext> all = List.of(
                    consume(proxy, "a?group=g" + QUICK, exchange -> seen.add("a" + value(exchange.getMessage()))),
                    consume(
                            proxy,
                            "b?group=g&lease=only" + QUICK,
                            exchange -> seen.add("b" + value(exchange.getMessage()))),
                    consume(proxy, "c?keyed=true" + QUICK, exchange -> seen.add("c" + value(exchange.getMessage()))));
            for (CamelContext context : all) {
                eventually(() -> assertThat(consumer(context).isConnected()).isTrue());
            }
            eventually(() -> assertThat(redis.keys("t:?:g:consumer:*")).hasSize(2));
            proxy.lose();
            add("a", 1);
            add("b", 1);
            Connections connections = Connections.to(server.uri());
            addKeyed(connections, "c", "k", "1");
            connections.close();

            eventually(() -> assertThat(seen).containsExactlyInAnyOrder("a1", "b1", "c1"));
            eventually(() -> assertThat(left("a", "g") + left("b", "g")).isZero());
            for (CamelContext context : all) {
                eventually(() -> assertThat(consumer(context).getProblem()).isEmpty());
            }
        }
    }

    @Test
    void stopsWhileTheNetworkIsSilent() throws Exception {
        try (TestProxy proxy = new TestProxy(server.port())) {
            CamelContext context =
                    consume(proxy, "s?group=g" + QUICK, exchange -> seen.add(value(exchange.getMessage())));
            add("s", 1);
            eventually(() -> assertThat(seen).containsExactly("1"));
            proxy.hold();
            stopsWithin(context, Duration.ofSeconds(25));
        }
    }

    @Test
    void aSlowNetworkIsNoFault() throws Exception {
        try (TestProxy proxy = new TestProxy(server.port())) {
            proxy.delay(40);
            AtomicInteger robbed = new AtomicInteger();
            for (Mode mode : Mode.values()) {
                CamelContext context = consume(
                        proxy,
                        mode.uri().replace("s?", mode + "?") + "&maxInFlight=64&block=100",
                        exchange -> seen.add(value(exchange.getMessage())));
                Connections connections = Connections.to(server.uri());
                for (int n = 0; n < 10; n++) {
                    if (mode == Mode.KEYED) {
                        addKeyed(connections, mode.name(), "k" + n, Integer.toString(n));
                    } else {
                        add(mode.name(), n);
                    }
                }
                connections.close();
                eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(10));
                assertThat(seen).hasSize(10).doesNotHaveDuplicates();
                seen.clear();
                robbed.addAndGet((int) consumer(context).getRobbed());
                context.stop();
            }
            assertThat(robbed).hasValue(0);
        }
    }
}
