package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.TestProxy.Lost;
import dev.vestnik.component.redisstreams.client.Connections;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection ends just when Redis has done what it was asked for, or just before. */
class LostAnswerIT extends RedisStreamsTest {
    private static final String SETTLE = ":dead\r\n";
    private static final String TAKE = ":rate\r\n";

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @AutoClose
    private TestProxy proxy;

    @AutoClose
    private Connections connections;

    @BeforeEach
    void open() {
        proxy = new TestProxy(server.port());
        connections = Connections.to(server.uri());
    }

    private void handle(Exchange exchange) {
        String value = value(exchange.getMessage());
        Settlement.of(exchange).enlist("RPUSH", "t:written", value);
        seen.add(value);
    }

    private void trap(String word, Lost lost) {
        proxy.trap(word, lost);
    }

    @ParameterizedTest
    @EnumSource(Lost.class)
    void aGroupsSettlementIsWrittenOnceThoughItsAnswerIsLost(Lost lost) throws Exception {
        CamelContext context = consume(proxy, "s?group=g" + QUICK, this::handle);
        eventually(() -> assertThat(consumer(context).isConnected()).isTrue());
        trap(SETTLE, lost);
        add("s", 1);
        add("s", 2);
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(proxy.waits()).isFalse();
        assertThat(redis.lrange("t:written", 0, -1)).containsExactlyInAnyOrder("1", "2");
        assertThat(seen).containsExactlyInAnyOrder("1", "2");
    }

    @ParameterizedTest
    @EnumSource(Lost.class)
    void aKeysSettlementIsWrittenOnceThoughItsAnswerIsLost(Lost lost) throws Exception {
        CamelContext context = consume(proxy, "s?keyed=true&visibility=10m", this::handle);
        eventually(() -> assertThat(consumer(context).isConnected()).isTrue());
        trap(SETTLE, lost);
        addKeyed(connections, "s", "k", "1");
        addKeyed(connections, "s", "k", "2");
        eventually(() -> assertThat(redis.exists("t:s:due", "t:s:k")).isZero());
        assertThat(proxy.waits()).isFalse();
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1", "2");
        assertThat(seen).containsExactly("1", "2");
    }

    @ParameterizedTest
    @EnumSource(Lost.class)
    void aDeadLetterIsWrittenOnceThoughItsAnswerIsLost(Lost lost) throws Exception {
        consume(proxy, "s?group=g&maxDeliveries=1" + QUICK, exchange -> {
            trap(SETTLE, lost);
            throw new IllegalStateException("poison");
        });
        add("s", 1);
        eventually(() -> assertThat(pending("s", "g")).isZero());
        eventually(() -> assertThat(entries("s:dead")).hasSize(1));
        assertThat(proxy.waits()).isFalse();
        CamelContext keyed = consume(proxy, "x?keyed=true&maxDeliveries=1" + QUICK, exchange -> {
            trap(SETTLE, lost);
            throw new IllegalStateException("poison");
        });
        addKeyed(connections, "x", "k", "1");
        eventually(() -> assertThat(redis.exists("t:x:due", "t:x:k")).isZero());
        assertThat(entries("x:dead")).hasSize(1);
        eventually(() -> assertThat(consumer(keyed).getInFlight()).isZero());
    }

    @Test
    void aFailureIsCountedOnceThoughItsAnswerIsLost() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        consume(proxy, "s?group=g&maxDeliveries=3" + QUICK, exchange -> {
            if (attempts.incrementAndGet() == 1) {
                trap(SETTLE, Lost.ANSWER);
            }
            throw new IllegalStateException("always");
        });
        add("s", 1);
        eventually(() -> assertThat(entries("s:dead")).hasSize(1));
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whatIsEnlistedIsWrittenOnceThoughNothingIsDoneAndTheAnswerIsLost() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        consume(proxy, "s?group=g&lease=only&batchSize=2" + QUICK, exchange -> {
            int attempt = attempts.incrementAndGet();
            Settlement settlement = Settlement.of(exchange);
            settlement.enlist("RPUSH", "t:written", "attempt " + attempt);
            if (attempt == 1) {
                trap(SETTLE, Lost.ANSWER);
                settlement.keep(settlement.ids());
            }
        });
        add("s", 1);
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("attempt 1", "attempt 2");
    }

    @Test
    void whatIsKeptForLaterIsNotDeliveredSoonerThoughTheAnswerIsLost() throws Exception {
        Queue<Long> times = new ConcurrentLinkedQueue<>();
        consume(proxy, "s?group=g&lease=only&batchSize=2" + QUICK, exchange -> {
            times.add(System.nanoTime());
            seen.addAll(values(exchange));
            if (times.size() == 1) {
                trap(SETTLE, Lost.ANSWER);
                Settlement settlement = Settlement.of(exchange);
                settlement.keep(settlement.ids().subList(1, 2));
                settlement.dueIn(Duration.ofSeconds(1));
            }
        });
        redis.multi();
        add("s", 1);
        add("s", 2);
        redis.exec();
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(seen).containsExactly("1", "2", "2");
        List<Long> both = List.copyOf(times);
        assertThat(Duration.ofNanos(both.get(1) - both.get(0))).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void entriesWhoseReadWasAnsweredIntoTheVoidAreDeliveredSoonAfter() throws Exception {
        CamelContext context = consume(proxy, "s?group=g&visibility=10m&block=1000", this::handle);
        eventually(() -> assertThat(consumer(context).isConnected()).isTrue());
        trap("XREADGROUP", Lost.ANSWER);
        add("s", 1);
        eventually(() -> assertThat(proxy.waits()).isFalse());
        add("s", 2);
        eventually(() -> assertThat(seen).containsExactlyInAnyOrder("1", "2"));
        eventually(() -> assertThat(left("s", "g")).isZero());
    }

    @Test
    void keysThatWereTakenIntoTheVoidAreDeliveredSoonAfter() throws Exception {
        CamelContext context = consume(proxy, "s?keyed=true&visibility=10m", this::handle);
        eventually(() -> assertThat(consumer(context).isConnected()).isTrue());
        for (int n = 1; n <= 7; n++) {
            int now = n;
            // The rounds between are empty: only the answer that has the entry in it counts.
            proxy.trap(command -> command.contains(TAKE) && redis.exists("t:s:k" + now) == 1, Lost.ANSWER, () -> {});
            addKeyed(connections, "s", "k" + n, Integer.toString(n));
            eventually(() -> assertThat(seen).contains(Integer.toString(now)));
            assertThat(proxy.waits()).isFalse();
        }
        assertThat(seen).containsExactly("1", "2", "3", "4", "5", "6", "7");
        eventually(() -> assertThat(redis.exists("t:s:due", "t:s:owners")).isZero());
    }

    @Test
    void anEntryThatWasNeverDeliveredIsNotTakenForOneThatKills() throws Exception {
        addKeyed(connections, "s", "k", "1");
        AtomicInteger lost = new AtomicInteger();
        loseTakes(lost, 7);
        consume(proxy, "s?keyed=true&maxDeliveries=2&visibility=100", this::handle);
        eventually(() -> assertThat(lost).hasValue(7));
        eventually(() -> assertThat(redis.exists("t:s:due", "t:s:k")).isZero());
        assertThat(seen).containsExactly("1");
        assertThat(entries("s:dead")).isEmpty();
    }

    private void loseTakes(AtomicInteger lost, int times) {
        proxy.trap(command -> command.contains(TAKE), Lost.ANSWER, () -> {
            if (lost.incrementAndGet() < times) {
                loseTakes(lost, times);
            }
        });
    }

    @Test
    void anEnlistedWriteThatRedisRefusesIsRefusedForGood() throws Exception {
        add("s", 1);
        AtomicInteger runs = new AtomicInteger();
        consume("s?group=g&maxDeliveries=2" + QUICK, exchange -> {
            runs.incrementAndGet();
            // Its error begins with BUSYGROUP, which is not the BUSY of a server that runs a script.
            Settlement.of(exchange).enlist("XGROUP", "CREATE", "t:s", "g", "0");
        });
        eventually(() -> assertThat(entries("s:dead")).hasSize(1));
        assertThat(entries("s:dead").get(0).getBody()).containsEntry("n", "1").containsKey("dead-error");
        assertThat(runs).hasValue(1);
    }

    @Test
    void whatIsKeptComesAgainInTheOrderOfTheStream() throws Exception {
        redis.multi();
        for (int n = 1; n <= 4; n++) {
            redis.xadd("t:s", Map.of("n", Integer.toString(n)));
        }
        redis.exec();
        consume("s?group=g&lease=only&batchSize=4" + QUICK, exchange -> {
            seen.addAll(values(exchange));
            if (seen.size() == 4) {
                List<String> ids = Settlement.of(exchange).ids();
                Settlement.of(exchange).keep(List.of(ids.get(3), ids.get(1)));
            }
        });
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(seen).containsExactly("1", "2", "3", "4", "2", "4");
    }
}
