package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KillArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class ListConsumerTest extends RedisStreamsTest {
    /** A look that waits for a minute: what comes sooner was not found by asking again. */
    private static final String DRAIN = "s?operation=drain&list=inbox&block=60000&drainLimit=37";

    private final Queue<Long> counts = new ConcurrentLinkedQueue<>();

    /** A context that moves the list into the stream. */
    private CamelContext mover() throws Exception {
        return consume(DRAIN, exchange -> counts.add(exchange.getMessage().getBody(Long.class)));
    }

    private List<String> moved() {
        return entries("s").stream().map(entry -> entry.getBody().get("body")).toList();
    }

    @Test
    void movesWhatIsPushedAndThenSaysHowManyThatWere() throws Exception {
        mover();
        redis.rpush("t:inbox", "a", "b");

        eventually(() -> assertThat(counts).containsExactly(2L));
        assertThat(moved()).containsExactly("a", "b");
        assertThat(redis.exists("t:inbox")).isZero();
    }

    @Test
    void findsWhatWasPushedWhileNobodyWaited() throws Exception {
        redis.rpush("t:inbox", "a", "b", "c");

        mover();

        eventually(() -> assertThat(moved()).containsExactly("a", "b", "c"));
    }

    @Test
    void anElementThatIsTooLargeIsCutAndItsNeighboursAreMovedAsTheyAre() throws Exception {
        redis.rpush("t:inbox", "a", "x".repeat(3_000_000), "b");

        mover();

        eventually(() -> assertThat(entries("s")).hasSize(3));
        assertThat(entries("s"))
                .extracting(entry -> String.valueOf(entry.getBody().get("body")).length())
                .containsExactly(1, 65_536, 1);
        assertThat(entries("s").get(1).getBody()).containsEntry("too-large", "3000000 bytes, right is at most 2097152");
    }

    @Test
    void anElementOfManyMebibytesEndsTheWaitThatIsAnsweredWithIt_AndIsCut() throws Exception {
        mover();
        redis.rpush("t:inbox", "a");
        eventually(() -> assertThat(moved()).containsExactly("a"));
        eventually(() -> assertThat(redis.info("clients")).contains("blocked_clients:1"));

        redis.rpush("t:inbox", "x".repeat(100_000_000));
        redis.rpush("t:inbox", "b");

        eventually(() -> assertThat(moved()).hasSize(3).endsWith("b"));
        assertThat(redis.llen("t:inbox")).isZero();
    }

    @Test
    void severalMoveWhatSeveralPushOnceAndInOrder() throws Exception {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            mover();
            String part = i + "-";
            var pusher = server.connect();
            all.add(CompletableFuture.runAsync(
                    () -> IntStream.range(0, 2_000).forEach(n -> pusher.rpush("t:inbox", part + n))));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

        eventually(() -> assertThat(redis.xlen("t:s")).isEqualTo(6_000));
        for (int i = 0; i < 3; i++) {
            String part = i + "-";
            assertThat(moved().stream().filter(value -> value.startsWith(part)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 2_000).mapToObj(n -> part + n).toList());
        }
    }

    @Test
    void nothingIsLostWithARouteThatFailsAndTheNextMoveComesAfterAPause() throws Exception {
        AtomicInteger exchanges = new AtomicInteger();
        consume(DRAIN, exchange -> {
            if (exchanges.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
            }
        });
        redis.rpush("t:inbox", "a");
        eventually(() -> assertThat(exchanges).hasValue(1));
        redis.rpush("t:inbox", "b");

        eventually(() -> assertThat(exchanges).hasValue(2));
        assertThat(moved()).containsExactly("a", "b");
    }

    @Test
    void whatRedisDoesNotTakeStaysInTheListAndIsNotAskedForWithoutAPause() throws Exception {
        redis.set("t:s", "no stream");
        redis.rpush("t:inbox", "a");
        CamelContext context = mover();

        eventually(() -> assertThat(((ListConsumer) context.getRoute("consumer").getConsumer()).getProblem())
                .contains("WRONGTYPE"));
        assertThat(redis.lrange("t:inbox", 0, -1)).containsExactly("a");
        redis.del("t:s");

        eventually(() -> assertThat(moved()).containsExactly("a"));
    }

    @Test
    void goesOnAfterItsConnectionWasCut() throws Exception {
        mover();
        redis.rpush("t:inbox", "a");
        eventually(() -> assertThat(moved()).containsExactly("a"));

        redis.clientKill(KillArgs.Builder.skipme());
        redis.rpush("t:inbox", "b");

        eventually(() -> assertThat(moved()).containsExactly("a", "b"));
    }

    @Test
    void stopsWithoutWaitingForTheEndOfALook() throws Exception {
        CamelContext context = mover();
        redis.rpush("t:inbox", "a");
        eventually(() -> assertThat(moved()).containsExactly("a"));
        long begun = System.nanoTime();

        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void oneWhoReadsTheStreamWithALeaseIsGivenWhatIsMovedOnceAndInOrderUnderAnyLoad() throws Exception {
        Queue<String> given = new ConcurrentLinkedQueue<>();
        CamelContext context =
                consume("s?group=g&lease=only&batchSize=10&block=60000", exchange -> exchange.getMessage()
                        .getBody(List.class)
                        .forEach(part -> given.add(new String((byte[]) ((Message) part).getBody(), UTF_8))));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("redis-streams:" + DRAIN).routeId("mover").process(exchange -> counts.add(1L));
            }
        });
        List<String> pushed = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            push(pushed, 1);
            eventually(() -> assertThat(given).hasSameSizeAs(pushed));
        }
        for (int i = 0; i < 100; i++) {
            push(pushed, 1 + i % 60);
        }

        eventually(() -> assertThat(given).hasSameSizeAs(pushed));
        assertThat(given).containsExactlyElementsOf(pushed);
        GroupConsumer reader = (GroupConsumer) context.getRoute("consumer").getConsumer();
        assertThat(reader.getRedelivered()).isZero();
        eventually(() -> assertThat(pending("s", "g")).isZero());
    }

    private void push(List<String> pushed, int count) {
        String[] next = IntStream.range(0, count)
                .mapToObj(n -> "event " + (pushed.size() + n))
                .toArray(String[]::new);
        pushed.addAll(List.of(next));
        redis.rpush("t:inbox", next);
    }

    @Test
    void saysWhatIsWrongWithItsOptions() throws Exception {
        CamelContext context = context();
        context.start();
        assertThatThrownBy(() ->
                        context.getEndpoint("redis-streams:s?operation=drain").createConsumer(exchange -> {}))
                .hasMessageContaining("operation=drain needs list=<name>");
        assertThatThrownBy(() -> context.getEndpoint("redis-streams:s?operation=drain&list=inbox&group=g")
                        .createConsumer(exchange -> {}))
                .hasMessageContaining("operation=drain reads a list, so it has no group");
        assertThatThrownBy(() -> context.getEndpoint("redis-streams:s?operation=drain&list=inbox&keyed=true")
                        .createConsumer(exchange -> {}))
                .hasMessageContaining("operation=drain is neither keyed nor settled");
    }
}
