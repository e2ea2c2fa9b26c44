package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.client.Connections;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A settlement that makes keys due wakes the consumers of keys. */
class WakeTest extends RedisStreamsTest {
    private final Queue<String> woken = new ConcurrentLinkedQueue<>();
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private Connections connections;
    private StatefulRedisPubSubConnection<String, byte[]> subscriber;

    @BeforeEach
    void listen() {
        connections = Connections.to(server.uri());
        subscriber = connections.subscriber();
        subscriber.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] key) {
                woken.add(new String(key, UTF_8));
            }
        });
        subscriber.sync().subscribe("t:out:wake");
    }

    @AfterEach
    void close() {
        end.countDown();
        subscriber.close();
        connections.close();
    }

    /** One that writes an entry for each of these keys with one settlement, and perhaps takes keys itself. */
    private CamelContext writing(List<String> keys, String taking) throws Exception {
        CamelContext context = context();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                if (!taking.isEmpty()) {
                    from("redis-streams:out?keyed=true" + taking + QUICK)
                            .routeId("taking")
                            .process(exchange -> {
                                taken.add(exchange.getMessage().getHeader(RedisStreamsConstants.KEY, String.class));
                                end.await(20, TimeUnit.SECONDS);
                            });
                }
                from("redis-streams:in?group=g" + QUICK)
                        .process(exchange -> keys.forEach(
                                key -> Settlement.of(exchange).enlistKeyed("t:out", key, Map.of("n", "1"))));
            }
        });
        context.start();
        return context;
    }

    private void writtenOnce() {
        add("in", 1);
        eventually(() -> assertThat(pending("in", "g")).isZero());
        eventually(() -> assertThat(redis.hget("t:out:tally", "added")).isNotNull());
    }

    /** What was published before has arrived when this has. */
    private void published() {
        redis.publish("t:out:wake", "last");
        eventually(() -> assertThat(woken).contains("last"));
    }

    @Test
    void whereNobodyTakesKeysOthersAreWoken() throws Exception {
        writing(List.of("a", "b"), "");
        writtenOnce();
        published();
        assertThat(woken).hasSize(2);
    }

    @Test
    void whoHasNoPlaceLeftWakesOthersAtOnce() throws Exception {
        writing(List.of("b"), "&maxInFlight=1");
        addKeyed(connections, "out", "a", "1");
        eventually(() -> assertThat(taken).containsExactly("a"));
        published();
        woken.clear();
        add("in", 1);
        eventually(() -> assertThat(woken).containsExactly("b"));
    }

    @Test
    void whoHasStoppedWakesOthers() throws Exception {
        CamelContext context = writing(List.of("b"), "&maxInFlight=5");
        context.getRouteController().stopRoute("taking");
        writtenOnce();
        published();
        assertThat(woken).containsExactly("b", "last");
    }
}
