package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.StreamScript;
import io.lettuce.core.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyedConsumerTest extends RedisStreamsTest {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final KeyedKeys keys = new KeyedKeys("t:out");

    @AutoClose
    private Connections connections;

    @BeforeEach
    void connect() {
        connections = Connections.to(server.uri());
    }

    private void put(String key, int n) {
        addKeyed(connections, "out", key, Integer.toString(n));
    }

    /** Nothing of the stream is left in Redis, so nothing waits. */
    private void empty() {
        eventually(() -> assertThat(redis.keys("t:out*")).doesNotContain("t:out:due", "t:out:owners", "t:out:tries"));
        assertThat(redis.keys("t:out:k*")).isEmpty();
    }

    /** A consumer that has taken keys and died. */
    private List<Object> takeAndDie(int places, int batch, int visibility) {
        String dead = "dead-" + System.nanoTime();
        return StreamScript.KEYED_POLL
                .list(
                        connections.shared(),
                        new String[] {keys.due(), keys.owners(), keys.tries(), keys.rate()},
                        ScriptArguments.of("t:out")
                                .add(places)
                                .add(batch)
                                .add(visibility)
                                .add(dead)
                                .add(0.0)
                                .add(0.0)
                                .add(dead)
                                .add(0))
                .join();
    }

    @Test
    void deliversEachKeyInOrderAndLeavesNothingBehind() throws Exception {
        IntStream.range(0, 20).forEach(n -> put("k" + n % 2, n));

        consume(
                "out?keyed=true" + QUICK,
                exchange -> seen.add(exchange.getMessage().getHeader(RedisStreamsConstants.KEY) + " "
                        + value(exchange.getMessage())));

        empty();
        assertThat(seen.stream().filter(s -> s.startsWith("k0")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(n -> "k0 " + 2 * n).toList());
        assertThat(seen.stream().filter(s -> s.startsWith("k1")))
                .containsExactlyElementsOf(IntStream.range(0, 10)
                        .mapToObj(n -> "k1 " + (2 * n + 1))
                        .toList());
    }

    @Test
    void deliversWhatWaitsForAKeyAsOneBatch() throws Exception {
        IntStream.range(0, 7).forEach(n -> put("k", n));
        List<List<String>> batches = new ArrayList<>();

        consume("out?keyed=true&batchSize=5" + QUICK, exchange -> {
            assertThat(exchange.getMessage().getHeader(RedisStreamsConstants.KEY))
                    .isEqualTo("k");
            batches.add(values(exchange));
        });

        empty();
        assertThat(batches).containsExactly(List.of("0", "1", "2", "3", "4"), List.of("5", "6"));
    }

    @Test
    void isWokenAtOnceWhenAKeyBecomesDue() throws Exception {
        consume("out?keyed=true&batchSize=5" + QUICK, exchange -> seen.addAll(values(exchange)));
        CamelContext writer = context();
        writer.start();
        List<Long> micros = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            int expected = n + 1;
            long before = System.nanoTime();
            writer.createProducerTemplate()
                    .sendBodyAndHeader(
                            "redis-streams:out?keyed=true", Map.of("n", "" + n), RedisStreamsConstants.KEY, "k" + n);
            while (seen.size() < expected && System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5)) {
                Thread.onSpinWait();
            }
            micros.add((System.nanoTime() - before) / 1000);
        }
        micros.sort(null);
        // Without the wake-up it would be the fallback of a second.
        assertThat(micros.get(25)).isLessThan(300_000);
    }

    @Test
    void threeConsumersKeepTheOrderOfEachKeyAndRepeatNothing() throws Exception {
        Map<String, Queue<Integer>> history = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();
        AtomicInteger together = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            consume("out?keyed=true&batchSize=3" + QUICK, exchange -> {
                String key = exchange.getMessage().getHeader(RedisStreamsConstants.KEY, String.class);
                AtomicInteger others = busy.computeIfAbsent(key, k -> new AtomicInteger());
                together.addAndGet(others.getAndIncrement());
                values(exchange).forEach(n -> history.computeIfAbsent(key, k -> new ConcurrentLinkedQueue<>())
                        .add(Integer.valueOf(n)));
                others.decrementAndGet();
            });
        }
        Random random = new Random(1);
        Map<String, Integer> next = new HashMap<>();
        for (int n = 0; n < 3000; n++) {
            String key = "k" + random.nextInt(40);
            put(key, next.merge(key, 1, Integer::sum));
        }
        empty();
        assertThat(together).hasValue(0);
        next.forEach((key, last) -> assertThat(history.get(key))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, last).boxed().toList()));
    }

    /**
     * The answer to a settlement may be seen later than that to the taking behind it, in which the same key comes once more:
     * that is new work, and not a lease that was not renewed. Those who lost it would wait for its end, 30 s.
     */
    @Test
    void aKeyThatComesAgainBeforeItsSettlementIsSeenIsNotForgotten() throws Exception {
        int each = 400;
        int of = 40;
        for (int n = 0; n < each; n++) {
            for (int key = 0; key < of; key++) {
                put("k" + key, n);
            }
        }

        consume("out?keyed=true", exchange -> seen.add(value(exchange.getMessage())));

        empty();
        assertThat(seen).hasSize(each * of);
    }

    @Test
    void obeysThePaceOfEachKey() throws Exception {
        IntStream.range(0, 6).forEach(n -> put("slow", n));
        IntStream.range(0, 6).forEach(n -> put("k", n));
        Queue<Long> times = new ConcurrentLinkedQueue<>();

        consume(
                "out?keyed=true&keyPace=#pace" + QUICK,
                exchange -> {
                    String key = exchange.getMessage().getHeader(RedisStreamsConstants.KEY, String.class);
                    seen.add(key);
                    if (key.equals("slow")) {
                        times.add(System.nanoTime());
                    }
                },
                context -> context.getRegistry().bind("pace", (KeyPace)
                        key -> key.equals("slow") ? new Rate(5, Duration.ofSeconds(1), 2) : Rate.UNLIMITED));

        empty();
        assertThat(seen).hasSize(12);
        List<Long> all = List.copyOf(times);
        // Two at once, then one each 200 ms: never three within less than that.
        for (int i = 2; i < all.size(); i++) {
            assertThat(TimeUnit.NANOSECONDS.toMillis(all.get(i) - all.get(i - 2)))
                    .isGreaterThanOrEqualTo(150);
        }
        assertThat(List.copyOf(seen).subList(0, 9)).filteredOn("k"::equals).hasSize(6);
    }

    @Test
    void anEntryForAPacedKeyWaitsForThePace() throws Exception {
        Rate pace = new Rate(2, Duration.ofSeconds(1), 1);
        Pacer pacer = new Pacer(connections, Rate.UNLIMITED, key -> pace);
        pacer.count("t:out", "k").toCompletableFuture().join();

        put("k", 1);

        double now = Double.parseDouble(redis.time().get(0)) * 1000
                + Double.parseDouble(redis.time().get(1)) / 1000;
        assertThat(redis.zscore("t:out:due", "k") - now).isBetween(200.0, 501.0);
    }

    @Test
    void whatWasSentPastTheStreamDefersAKeyThatIsDue() throws Exception {
        put("k", 1);
        Rate pace = new Rate(1, Duration.ofMinutes(1), 1);
        new Pacer(connections, Rate.UNLIMITED, key -> pace)
                .count("t:out", "k", 3)
                .toCompletableFuture()
                .join();

        consume("out?keyed=true" + QUICK, exchange -> seen.add("sent"));

        eventually(
                () -> assertThat(redis.zscore("t:out:due", "k")).isGreaterThan(System.currentTimeMillis() + 100_000.0));
        assertThat(seen).isEmpty();
    }

    @Test
    void allConsumersTogetherObeyTheRate() throws Exception {
        IntStream.range(0, 40).forEach(n -> put("k" + n, n));
        Queue<Long> times = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 3; i++) {
            consume("out?keyed=true&rate=50/s,5" + QUICK, exchange -> times.add(System.nanoTime()));
        }
        empty();
        assertThat(times).hasSize(40);
        List<Long> all = times.stream().sorted().toList();
        // 5 at once and the other 35 at 20 ms each, which makes 700 ms; but on a busy machine the first begins late.
        assertThat(TimeUnit.NANOSECONDS.toMillis(all.get(39) - all.get(0))).isGreaterThanOrEqualTo(600);
    }

    @Test
    void anotherConsumerTakesOverWhenALeaseExpires() throws Exception {
        IntStream.range(0, 4).forEach(n -> put("k", n));
        takeAndDie(1, 10, 300);
        List<Integer> deliveries = new ArrayList<>();

        CamelContext context = consume("out?keyed=true&batchSize=10" + QUICK, exchange -> {
            deliveries.add(exchange.getMessage().getHeader(RedisStreamsConstants.DELIVERIES, Integer.class));
            seen.addAll(values(exchange));
        });

        empty();
        assertThat(seen).containsExactly("0", "1", "2", "3");
        assertThat(deliveries).containsExactly(2, 1);
        assertThat(consumer(context).getClaimed()).isEqualTo(1);
    }

    @Test
    void aRobbedConsumerSettlesNothing() throws Exception {
        put("k", 1);
        CountDownLatch go = new CountDownLatch(1);
        CamelContext context = consume("out?keyed=true&visibility=10m", exchange -> {
            Settlement.of(exchange).enlist("RPUSH", "t:written", "x");
            seen.add("begun");
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        });
        eventually(() -> assertThat(seen).hasSize(1));

        redis.hset("t:out:owners", "k", "thief");
        go.countDown();

        eventually(() -> assertThat(consumer(context).getRobbed()).isEqualTo(1));
        assertThat(redis.exists("t:written")).isZero();
        assertThat(entries("out:k")).hasSize(1);
        assertThat(redis.hget("t:out:owners", "k")).isEqualTo("thief");
    }

    @Test
    void slowWorkKeepsItsKey() throws Exception {
        put("k", 1);
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            consume("out?keyed=true" + QUICK, exchange -> {
                seen.add("begun");
                assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
            });
        }
        eventually(() -> assertThat(seen).hasSize(1));
        assertThat(go.await(2, TimeUnit.SECONDS)).isFalse();
        assertThat(seen).hasSize(1);
        go.countDown();
        empty();
    }

    @Test
    void aKeyInTroubleHoldsUpNoOther() throws Exception {
        IntStream.range(0, 3).forEach(n -> put("paused", n));
        IntStream.range(0, 200).forEach(n -> put("k" + n, n));

        consume("out?keyed=true&maxInFlight=2" + QUICK, exchange -> {
            String key = exchange.getMessage().getHeader(RedisStreamsConstants.KEY, String.class);
            if (key.equals("paused")) {
                exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, Duration.ofMinutes(1));
                throw new IllegalStateException("Too Many Requests");
            }
            seen.add(key);
        });

        eventually(() -> assertThat(seen).hasSize(200));
        eventually(() -> assertThat(redis.zrange("t:out:due", 0, -1)).containsExactly("paused"));
        assertThat(redis.zscore("t:out:due", "paused")).isGreaterThan(System.currentTimeMillis() + 50_000.0);
        assertThat(entries("out:paused")).hasSize(3);
    }

    @Test
    void aPauseIsNotCountedAsAFailure() throws Exception {
        put("k", 1);
        List<Integer> deliveries = new ArrayList<>();
        CamelContext context = consume("out?keyed=true&maxDeliveries=2" + QUICK, exchange -> {
            deliveries.add(exchange.getMessage().getHeader(RedisStreamsConstants.DELIVERIES, Integer.class));
            if (deliveries.size() < 6) {
                exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, Duration.ofMillis(5));
                throw new IllegalStateException("busy");
            }
        });
        empty();
        assertThat(deliveries).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(consumer(context).getFailed()).isZero();
        assertThat(consumer(context).getDead()).isZero();
    }

    @Test
    void aFailedBatchIsDeliveredOneByOneAndOnlyThePoisonDies() throws Exception {
        IntStream.range(0, 8).forEach(n -> put("k", n));
        List<Integer> sizes = new ArrayList<>();

        consume("out?keyed=true&batchSize=5&maxDeliveries=3" + QUICK, exchange -> {
            sizes.add(batch(exchange).size());
            if (values(exchange).contains("2")) {
                throw new IllegalStateException("poison");
            }
            seen.addAll(values(exchange));
        });

        empty();
        assertThat(seen).containsExactly("0", "1", "3", "4", "5", "6", "7");
        assertThat(sizes).containsExactly(5, 1, 1, 1, 1, 1, 1, 1, 3);
        assertThat(entries("out:dead")).singleElement().satisfies(e -> assertThat(e.getBody())
                .containsEntry("n", "2")
                .containsEntry("dead-key", "k")
                .containsEntry("dead-reason", "failed")
                .containsEntry("dead-error", "java.lang.IllegalStateException: poison"));
    }

    @Test
    void whatKillsItsConsumersIsDeadAfterTooMany() throws Exception {
        put("k", 1);
        put("k", 2);
        for (int i = 0; i < 6; i++) {
            takeAndDie(1, 10, 0);
        }
        consume("out?keyed=true&maxDeliveries=5&batchSize=10" + QUICK, exchange -> seen.addAll(values(exchange)));
        empty();
        assertThat(seen).containsExactly("2");
        assertThat(entries("out:dead")).singleElement().satisfies(e -> assertThat(e.getBody())
                .containsEntry("n", "1")
                .containsEntry("dead-reason", "crashed"));
    }

    @Test
    void failuresAreRememberedAcrossConsumers() throws Exception {
        put("k", 1);
        AtomicInteger attempts = new AtomicInteger();
        org.apache.camel.Processor failing = exchange -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("always");
        };
        CamelContext first = consume("out?keyed=true&maxDeliveries=4&backoff=1m&maxBackoff=1m", failing);
        eventually(() -> assertThat(redis.hget("t:out:tries", "k")).isEqualTo("1 0 1 0"));
        first.stop();
        redis.zadd("t:out:due", 0, "k");

        consume("out?keyed=true&maxDeliveries=4" + QUICK, failing);

        empty();
        assertThat(attempts).hasValue(4);
    }

    @Test
    void aKeyIsNotDueBeforeTheExchangeSaysSo() throws Exception {
        IntStream.range(0, 4).forEach(n -> put("k", n));

        consume("out?keyed=true&batchSize=2" + QUICK, exchange -> {
            seen.addAll(values(exchange));
            Settlement.of(exchange).dueIn(Duration.ofHours(1));
        });

        eventually(() ->
                assertThat(redis.zscore("t:out:due", "k")).isGreaterThan(System.currentTimeMillis() + 3_000_000.0));
        eventually(() -> assertThat(redis.hlen("t:out:owners")).isZero());
        assertThat(seen).containsExactly("0", "1");
    }

    @Test
    void settlesABatchInParts() throws Exception {
        IntStream.range(0, 4).forEach(n -> put("k", n));
        List<List<String>> batches = new ArrayList<>();

        consume("out?keyed=true&batchSize=10" + QUICK, exchange -> {
            batches.add(values(exchange));
            if (batches.size() == 1) {
                Settlement settlement = Settlement.of(exchange);
                settlement.keep(settlement.ids().subList(2, 4));
                settlement.dead(settlement.ids().subList(1, 2), "that one");
                settlement.enlist("SET", "t:mark", "set");
            }
        });

        empty();
        assertThat(batches).containsExactly(List.of("0", "1", "2", "3"), List.of("2", "3"));
        assertThat(entries("out:dead")).singleElement().satisfies(e -> assertThat(e.getBody())
                .containsEntry("n", "1")
                .containsEntry("dead-reason", "that one"));
        assertThat(redis.get("t:mark")).isEqualTo("set");
    }

    @Test
    void holdsNoThreadWhileAnAsynchronousRouteWaits() throws Exception {
        ExecutorService answers = Executors.newSingleThreadExecutor();
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        CamelContext context = context();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-streams:out?keyed=true&maxInFlight=500&visibility=10m")
                        .process(new AsyncProcessorSupport() {
                            @Override
                            public boolean process(Exchange exchange, AsyncCallback callback) {
                                waiting.add(() -> callback.done(false));
                                return false;
                            }
                        });
            }
        });
        context.start();
        IntStream.range(0, 500).forEach(n -> put("k" + n, n));
        eventually(() -> assertThat(waiting).hasSize(500));
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().contains("RedisStreams-out"))
                .count();
        assertThat(threads).isLessThan(60);
        waiting.forEach(answers::execute);
        empty();
        answers.shutdown();
    }

    @Test
    void givesItsKeysBackWhenItStops() throws Exception {
        IntStream.range(0, 100).forEach(n -> put("k" + n % 10, n));
        CamelContext context = consume("out?keyed=true&visibility=10m&maxInFlight=2", exchange -> {
            seen.add(value(exchange.getMessage()));
            new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS);
        });
        eventually(() -> assertThat(seen).hasSizeGreaterThan(10));
        context.stop();
        assertThat(redis.hlen("t:out:owners")).isZero();

        consume("out?keyed=true" + QUICK, exchange -> seen.add(value(exchange.getMessage())));
        empty();
        assertThat(seen).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void theMBeanShowsWhatIsDue() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        IntStream.range(0, 5).forEach(n -> put("k" + n, n));
        CamelContext context = consume("out?keyed=true&maxInFlight=2&visibility=10m", exchange -> {
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        });
        KeyedConsumer consumer = (KeyedConsumer) consumer(context);
        eventually(() -> assertThat(consumer.getInFlight()).isEqualTo(2));
        assertThat(consumer.getKeys()).isEqualTo(5);
        assertThat(consumer.getDue()).isEqualTo(3);
        eventually(() -> assertThat(consumer.getOverdue()).isPositive());
        go.countDown();
        empty();
        assertThat(redis.zrange("t:out:due", 0, -1)).isEmpty();
        assertThat(redis.xrange("t:out:dead", Range.unbounded())).isEmpty();
    }
}
