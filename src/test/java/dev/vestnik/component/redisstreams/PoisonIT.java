package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.client.Connections;
import io.lettuce.core.Consumer;
import io.lettuce.core.XClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An entry or a key that does harm does it to itself alone. */
class PoisonIT extends RedisStreamsTest {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        never.countDown();
    }

    /** Entries pending with a consumer that has died of them so often. */
    private void died(String consumer, int entries, int deliveries) {
        redis.xgroupCreate(XReadArgs.StreamOffset.from("t:s", "0"), "g", XGroupCreateArgs.Builder.mkstream());
        redis.xreadgroup(
                Consumer.from("g", consumer),
                XReadArgs.Builder.count(entries),
                XReadArgs.StreamOffset.lastConsumed("t:s"));
        entries("s").stream()
                .limit(entries)
                .forEach(entry -> redis.xclaim(
                        "t:s",
                        Consumer.from("g", consumer),
                        XClaimArgs.Builder.minIdleTime(0).retryCount(deliveries),
                        entry.getId()));
    }

    private void handle(String value) throws InterruptedException {
        seen.add(value);
        if (value.equals("1")) {
            never.await();
        }
    }

    @Test
    void aSuspectThatNeverEndsHoldsUpNobodyForLong() throws Exception {
        IntStream.rangeClosed(1, 2).forEach(n -> add("s", n));
        died("me", 1, 2);
        consume("s?group=g&consumerName=me" + QUICK, exchange -> handle(value(exchange.getMessage())));
        eventually(() -> assertThat(seen).containsExactly("1", "2"));
    }

    @Test
    void workThatNeverEndsHoldsUpNoSuspectForLong() throws Exception {
        add("s", 3);
        died("gone", 1, 2);
        add("s", 1);
        consume("s?group=g&consumerName=me&visibility=1200&block=100", exchange -> {
            handle(value(exchange.getMessage()));
        });
        eventually(() -> assertThat(seen).containsExactlyInAnyOrder("1", "3"));
        add("s", 4);
        eventually(() -> assertThat(seen).containsExactlyInAnyOrder("1", "3", "4"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void innocentNeighboursOfAKillerAreDeliveredAlone(int maxDeliveries) throws Exception {
        IntStream.rangeClosed(2, 4).forEach(n -> add("s", n));
        died("me", 3, 2);
        CamelContext context = consume(
                "s?group=g&consumerName=me&maxDeliveries=" + maxDeliveries + QUICK,
                exchange -> handle(value(exchange.getMessage())));
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(seen).containsExactly("2", "3", "4");
        assertThat(consumer(context).getDead()).isZero();
    }

    @Test
    void aKillerIsDeliveredOnceMoreBeforeTheLimit() throws Exception {
        add("s", 2);
        died("me", 1, 4);
        consume("s?group=g&consumerName=me&maxDeliveries=5" + QUICK, exchange -> handle(value(exchange.getMessage())));
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(seen).containsExactly("2");
        assertThat(entries("s:dead")).isEmpty();
    }

    @Test
    void aKillerIsDeadAtTheLimit_WithoutOneMoreDelivery() throws Exception {
        add("s", 2);
        died("me", 1, 5);
        consume("s?group=g&consumerName=me&maxDeliveries=5" + QUICK, exchange -> handle(value(exchange.getMessage())));
        eventually(() -> assertThat(entries("s:dead")).hasSize(1));
        assertThat(entries("s:dead").get(0).getBody()).containsEntry("dead-reason", "crashed");
        assertThat(seen).isEmpty();
    }

    @Test
    void deadLettersThatCannotBeWrittenAreNotTriedWithoutEnd() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        redis.set("t:s:dead", "no stream");
        add("s", 1);
        CamelContext context =
                consume("s?group=g&maxDeliveries=1&visibility=10m&block=100&backoff=300&maxBackoff=300", exchange -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("poison");
                });
        eventually(() -> assertThat(attempts).hasPositiveValue());
        redis.configResetstat();
        assertThat(never.await(1, TimeUnit.SECONDS)).isFalse();
        assertThat(attempts.get()).isLessThan(12);
        assertThat(refusals()).isLessThan(12);
        redis.del("t:s:dead");
        eventually(() -> assertThat(entries("s:dead")).hasSize(1));
        eventually(() -> assertThat(consumer(context).getDead()).isEqualTo(1));
    }

    private int refusals() {
        return redis.info("errorstats")
                .lines()
                .filter(line -> line.startsWith("errorstat_WRONGTYPE:count="))
                .mapToInt(line -> Integer.parseInt(line.substring("errorstat_WRONGTYPE:count=".length())))
                .sum();
    }

    @Test
    void aKeyWithoutAPaceIsForeignAndHoldsUpNoOther() throws Exception {
        Connections connections = Connections.to(server.uri());
        addKeyed(connections, "s", "bad", "1");
        IntStream.rangeClosed(2, 9).forEach(n -> addKeyed(connections, "s", "k" + n, "" + n));
        consume(
                "s?keyed=true&maxDeliveries=1&keyPace=#pace" + QUICK,
                exchange -> seen.add(value(exchange.getMessage())),
                prepared -> prepared.getRegistry().bind("pace", (KeyPace) key -> {
                    if (key.equals("bad")) {
                        throw new IllegalStateException("no pace");
                    }
                    return Rate.UNLIMITED;
                }));
        eventually(() -> assertThat(seen).containsExactlyInAnyOrder("2", "3", "4", "5", "6", "7", "8", "9"));
        eventually(() -> assertThat(entries("s:dead")).singleElement().satisfies(letter -> assertThat(letter.getBody())
                .containsEntry("dead-key", "bad")
                .containsEntry("dead-reason", "foreign")));
        eventually(() -> assertThat(redis.exists("t:s:due")).isZero());
        connections.close();
    }
}
