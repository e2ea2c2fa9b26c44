package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.Schedule.Mode;
import dev.vestnik.component.redisstreams.client.Connections;
import io.lettuce.core.codec.ByteArrayCodec;
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
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others do to the data, what handlers do to their thread, a clock that jumps, and a target that stays away. */
class DamageIT extends RedisStreamsTest {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private Connections connections;

    @BeforeEach
    void open() {
        connections = Connections.to(server.uri());
    }

    @AfterEach
    void close() {
        go.countDown();
        connections.close();
    }

    private void put(String key, int n) {
        addKeyed(connections, "s", key, Integer.toString(n));
    }

    private void slow(Exchange exchange) throws InterruptedException {
        Settlement.of(exchange).enlist("RPUSH", "t:written", value(exchange.getMessage()));
        seen.add(value(exchange.getMessage()));
        assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoTextIsDeliveredAndKeptAsItIs(Mode mode) throws Exception {
        byte[] odd = "\u00ff\u00fe\u0000\u00c3".getBytes(ISO_8859_1);
        var raw = io.lettuce.core.RedisClient.create(server.uri());
        var bytes = raw.connect(ByteArrayCodec.INSTANCE).sync();
        String stream = mode == Mode.KEYED ? "t:s:k" : "t:s";
        bytes.xadd(stream.getBytes(ISO_8859_1), Map.of(odd, odd));
        if (mode == Mode.KEYED) {
            redis.zadd("t:s:due", 0, "k");
        }
        consume(mode.uri() + "&maxDeliveries=1" + QUICK, exchange -> {
            assertThat(exchange.getMessage().getBody(Map.class)).hasSize(1);
            throw new IllegalStateException("cannot be read");
        });
        eventually(() -> assertThat(redis.xlen("t:s:dead")).isEqualTo(1));
        Map<byte[], byte[]> dead = bytes.xrange("t:s:dead".getBytes(ISO_8859_1), io.lettuce.core.Range.unbounded())
                .get(0)
                .getBody();
        assertThat(dead.entrySet())
                .anyMatch(field ->
                        java.util.Arrays.equals(field.getKey(), odd) && java.util.Arrays.equals(field.getValue(), odd));
        raw.shutdown();
    }

    @Test
    void whatWasDeletedOfAGroupsStreamWhileInWorkIsAcknowledged() throws Exception {
        String id = add("s", 1);
        consume("s?group=g" + QUICK, this::slow);
        eventually(() -> assertThat(seen).hasSize(1));
        redis.xdel("t:s", id);
        go.countDown();
        eventually(() -> assertThat(pending("s", "g")).isZero());
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1");
    }

    @Test
    void whatWasPendingWhenSomebodyDeletedTheConsumerIsTakenBack() throws Exception {
        for (int n = 1; n <= 4; n++) {
            add("s", n);
        }
        AtomicInteger attempts = new AtomicInteger();
        CamelContext context = consume("s?group=g&lease=only&batchSize=2" + QUICK, exchange -> {
            List<String> values = values(exchange);
            Settlement.of(exchange).enlist("RPUSH", "t:written", String.join(" ", values));
            if (attempts.incrementAndGet() == 1) {
                deleteConsumer();
            }
        });
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(4));
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1 2", "3 4");
        eventually(() -> assertThat(left("s", "g")).isZero());
    }

    private void deleteConsumer() {
        String name = (String) ((List<?>) redis.xinfoConsumers("t:s", "g").get(0)).get(1);
        redis.xgroupDelconsumer("t:s", io.lettuce.core.Consumer.from("g", name));
    }

    @Test
    void aGroupThatSomebodyMovedAheadIsMovedBackAndPassesOverNothing() throws Exception {
        CamelContext context = consume("s?group=g&lease=only" + QUICK, exchange -> {
            String value = value(exchange.getMessage());
            Settlement.of(exchange).enlist("RPUSH", "t:written", value);
            if (value.equals("1")) {
                for (int n = 2; n <= 5; n++) {
                    add("s", n);
                }
                redis.xgroupSetid(io.lettuce.core.XReadArgs.StreamOffset.from("t:s", "$"), "g");
            }
        });
        add("s", 1);
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(5));
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void aGroupThatSomebodyDestroyedGoesOnBehindWhatWasSettled() throws Exception {
        CamelContext context = consume("s?group=g&lease=only" + QUICK, exchange -> {
            String value = value(exchange.getMessage());
            Settlement.of(exchange).enlist("RPUSH", "t:written", value);
            if (value.equals("3") && seen.isEmpty()) {
                seen.add(value);
                redis.xgroupDestroy("t:s", "g");
            }
        });
        for (int n = 1; n <= 5; n++) {
            add("s", n);
        }
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(5));
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void whatWasDeletedOfAKeyWhileInWorkIsForgottenAndTheKeyGoesOn() throws Exception {
        put("k", 1);
        consume("s?keyed=true" + QUICK, this::slow);
        eventually(() -> assertThat(seen).hasSize(1));
        redis.del("t:s:k");
        go.countDown();
        eventually(() ->
                assertThat(redis.exists("t:s:due", "t:s:owners", "t:s:tries")).isZero());
        put("k", 2);
        eventually(() -> assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1", "2"));
    }

    @Test
    void aKeyWhoseDueTimeWasDeletedComesBackWithItsNextEntry() throws Exception {
        put("k", 1);
        redis.del("t:s:due");
        go.countDown();
        consume("s?keyed=true" + QUICK, this::slow);
        put("k", 2);
        eventually(() -> assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1", "2"));
    }

    @Test
    void aRenamedSetOfDueKeysIsForgottenAndANewOneWorks() throws Exception {
        put("k", 1);
        CamelContext context = consume("s?keyed=true" + QUICK, this::slow);
        eventually(() -> assertThat(seen).containsExactly("1"));
        redis.rename("t:s:due", "t:elsewhere");
        put("other", 2);
        eventually(() -> assertThat(seen).containsExactly("1", "2"));
        go.countDown();
        eventually(() -> assertThat(redis.exists("t:s:due", "t:s:owners")).isZero());
        assertThat(redis.lrange("t:written", 0, -1)).containsExactlyInAnyOrder("1", "2");
        assertThat(consumer(context).getRobbed()).isZero();
    }

    @Test
    void aClockThatJumpsAheadEndsLeasesEarlyAndNothingIsWrittenTwice() throws Exception {
        put("k", 1);
        CamelContext first = consume("s?keyed=true&visibility=10m", this::slow);
        eventually(() -> assertThat(seen).hasSize(1));
        // All scores lie in the past then, that of the lease too.
        redis.zadd("t:s:due", 0, "k");
        consume("s?keyed=true" + QUICK, this::slow);
        eventually(() -> assertThat(seen).hasSize(2));
        go.countDown();
        eventually(() -> assertThat(redis.exists("t:s:due", "t:s:owners")).isZero());
        eventually(() -> assertThat(consumer(first).getRobbed()).isEqualTo(1));
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1");
    }

    @Test
    void aClockThatIsSetBackDelaysWhatWaitsAndNothingElse() throws Exception {
        go.countDown();
        put("waits", 1);
        redis.zadd("t:s:due", System.currentTimeMillis() + 2_000.0, "waits");
        consume("s?keyed=true" + QUICK, this::slow);
        put("new", 2);
        eventually(() -> assertThat(seen).containsExactly("2"));
        eventually(() -> assertThat(seen).containsExactly("2", "1"));
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedHandlerHasFailedAndIsTriedAgain(Mode mode) throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CamelContext context = consume(mode.uri() + QUICK, exchange -> {
            if (attempts.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
                throw new InterruptedException("somebody interrupts");
            }
            seen.add(value(exchange.getMessage()));
        });
        if (mode == Mode.KEYED) {
            put("k", 1);
        } else {
            add("s", 1);
        }
        eventually(() -> assertThat(seen).containsExactly("1"));
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(1));
        assertThat(consumer(context).getFailed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorOfTheHandlerIsAFailureAndKillsNoThreadThatIsNeeded(Mode mode) throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        org.apache.camel.Processor failing = exchange -> {
            if (attempts.incrementAndGet() <= 4) {
                throw new OutOfMemoryError("not really");
            }
            seen.add(value(exchange.getMessage()));
        };
        CamelContext context = consume(mode.uri() + "&maxInFlight=2" + QUICK, failing);
        for (int n = 1; n <= 3; n++) {
            if (mode == Mode.KEYED) {
                put("k" + n, n);
            } else {
                add("s", n);
            }
        }
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(3));
        assertThat(seen).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(consumer(context).getFailed()).isEqualTo(4);
        assertThat(consumer(context).getRobbed()).isZero();
        assertThat(context.getInflightRepository().size()).isZero();
    }

    @Test
    void anErrorIsAFailureBeneathCamelsOwnErrorHandlerToo() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CamelContext context = context();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("redis-streams:s?group=g" + QUICK)
                        .routeId("consumer")
                        .to("direct:inner")
                        .process(exchange -> seen.add(value(exchange.getMessage())));
                from("direct:inner").process(exchange -> {
                    if (attempts.incrementAndGet() <= 2) {
                        throw new StackOverflowError("not really");
                    }
                });
            }
        });
        context.start();
        add("s", 1);
        add("s", 2);
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(2));
        assertThat(seen).containsExactlyInAnyOrder("1", "2");
        assertThat(consumer(context).getFailed()).isEqualTo(2);
    }

    @Test
    void aHandlerThatNeverReturnsHoldsItsPlaceAndNoOther() throws Exception {
        org.apache.camel.Processor stuck = exchange -> {
            String value = value(exchange.getMessage());
            if (value.equals("0")) {
                go.await();
            }
            seen.add(value);
        };
        IntStream.range(0, 20).forEach(n -> put("k" + n, n));
        IntStream.range(0, 20).forEach(n -> add("g", n));
        CamelContext keyed = consume("s?keyed=true&maxInFlight=2" + QUICK, stuck);
        CamelContext group = consume("g?group=g&maxInFlight=2" + QUICK, stuck);
        eventually(() -> assertThat(seen).hasSize(38));
        // Some visibility times: what is in work is still its owner's.
        assertThat(go.await(1500, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(seen).hasSize(38);
        assertThat(consumer(keyed).getInFlight() + consumer(group).getInFlight())
                .isEqualTo(2);
        go.countDown();
        eventually(() -> assertThat(seen).hasSize(40));
        assertThat(consumer(keyed).getRobbed() + consumer(group).getRobbed()).isZero();
    }

    @Test
    void aTargetThatIsDownForLongCostsAGroupNoMoreMemoryThanIsAllowed() throws Exception {
        redis.eval(
                "for i = 1, 30000 do redis.call('XADD', KEYS[1], '*', 'n', i) end return 1",
                io.lettuce.core.ScriptOutputType.INTEGER,
                "t:s");
        AtomicInteger given = new AtomicInteger();
        CamelContext context = consume("s?group=g&batchSize=500&maxInFlight=2&visibility=10m&block=100", exchange -> {
            given.addAndGet(batch(exchange).size());
            exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, Duration.ofHours(1));
            throw new IllegalStateException("the target is down");
        });
        eventually(() -> assertThat(given.get()).isGreaterThanOrEqualTo(10_000));
        eventually(() -> assertThat(consumer(context).getInFlight()).isZero());
        assertThat(go.await(500, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(given.get()).isBetween(10_000, 12_000);
        assertThat(pending("s", "g")).isEqualTo(given.get());
        assertThat(consumer(context).getFailed()).isZero();
    }

    @Test
    void keysWhoseTargetIsDownCostNothingAndTheOthersGoOn() throws Exception {
        List<String> down = IntStream.range(0, 500).mapToObj(n -> "down" + n).toList();
        down.forEach(key -> put(key, 1));
        AtomicInteger given = new AtomicInteger();
        CamelContext context = consume("s?keyed=true&maxInFlight=8&visibility=10m", exchange -> {
            String key = exchange.getMessage().getHeader(RedisStreamsConstants.KEY, String.class);
            if (key.startsWith("down")) {
                given.incrementAndGet();
                exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, Duration.ofHours(1));
                throw new IllegalStateException("the target is down");
            }
            seen.add(value(exchange.getMessage()));
        });
        eventually(() -> assertThat(given).hasValue(500));
        IntStream.range(0, 100).forEach(n -> put("k" + n, n));
        down.forEach(key -> put(key, 2));
        eventually(() -> assertThat(seen).hasSize(100));
        assertThat(given).hasValue(500);
        eventually(() -> assertThat(consumer(context).getInFlight()).isZero());
        assertThat(redis.zcard("t:s:due")).isEqualTo(500);
    }
}
