package dev.vestnik.component.redisstreams;

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
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class ListConsumerTest extends RedisStreamsTest {
    /** A look that waits for a minute: what comes sooner was not found by asking again. */
    private static final String WATCH = "s?operation=watch&list=inbox&block=60000";

    private final Queue<Long> waiting = new ConcurrentLinkedQueue<>();

    /** A context that watches the list and moves it into the stream. */
    private CamelContext mover() throws Exception {
        CamelContext context = context();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-streams:" + WATCH)
                        .routeId("consumer")
                        .to("redis-streams:s?operation=drain&list=inbox&drainLimit=37");
            }
        });
        context.start();
        return context;
    }

    private List<String> moved() {
        return entries("s").stream().map(entry -> entry.getBody().get("body")).toList();
    }

    @Test
    void wakesWhenSomethingIsPushedAndTakesNothing() throws Exception {
        consume(WATCH, exchange -> {
            assertThat(exchange.getMessage().getBody()).isNull();
            waiting.add(redis.llen("t:inbox"));
            redis.del("t:inbox");
        });
        redis.rpush("t:inbox", "a", "b");

        eventually(() -> assertThat(waiting).containsExactly(2L));
    }

    @Test
    void findsWhatWasPushedWhileNobodyWatched() throws Exception {
        redis.rpush("t:inbox", "a", "b", "c");

        mover();

        eventually(() -> assertThat(moved()).containsExactly("a", "b", "c"));
    }

    @Test
    void severalWatchersMoveWhatSeveralPushOnceAndInOrder() throws Exception {
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
    void nothingIsLostWithOneThatDiesBetweenTheWakeAndTheMove() throws Exception {
        AtomicInteger woken = new AtomicInteger();
        CamelContext dying = consume(WATCH, exchange -> {
            woken.incrementAndGet();
            throw new IllegalStateException("dies here");
        });
        redis.rpush("t:inbox", "a", "b");
        eventually(() -> assertThat(woken).hasPositiveValue());
        dying.stop();
        assertThat(redis.lrange("t:inbox", 0, -1)).containsExactly("a", "b");

        mover();

        eventually(() -> assertThat(moved()).containsExactly("a", "b"));
        assertThat(redis.exists("t:inbox")).isZero();
    }

    @Test
    void aRouteThatFailsIsNotAskedWithoutAPause() throws Exception {
        AtomicInteger woken = new AtomicInteger();
        redis.rpush("t:inbox", "a");
        long begun = System.nanoTime();
        consume(WATCH, exchange -> {
            woken.incrementAndGet();
            throw new IllegalStateException("not now");
        });

        eventually(() -> assertThat(woken).hasValueGreaterThan(3));
        // Without the pauses of 50 ms and more it would be hundreds by then.
        assertThat(woken.get()).isLessThan(4 + (int) ((System.nanoTime() - begun) / 20_000_000));
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
    void saysWhatIsWrongWithItsOptions() throws Exception {
        CamelContext context = context();
        context.start();
        assertThatThrownBy(() ->
                        context.getEndpoint("redis-streams:s?operation=watch").createConsumer(exchange -> {}))
                .hasMessageContaining("operation=watch needs list=<name>");
        assertThatThrownBy(() -> context.getEndpoint("redis-streams:s?operation=watch&list=inbox&group=g")
                        .createConsumer(exchange -> {}))
                .hasMessageContaining("neither group nor keyed=true");
        assertThatThrownBy(() -> context.getEndpoint("redis-streams:s?operation=watch&list=inbox")
                        .createProducer())
                .hasMessageContaining("operation=watch is for consumers");
    }
}
