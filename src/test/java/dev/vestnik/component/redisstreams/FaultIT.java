package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KillArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Redis restarts, loses everything, or cuts connections, while consumers wait and work.
 *
 * <p>All faults that the component must survive, and where each is shown, for groups (G), groups with a lease (L) and keyed
 * streams (K):
 *
 * <table>
 * <caption>Faults</caption>
 * <tr><td>1. kill -9 before the handler, after it and before the ack, amid a batch<td>{@link CrashIT} G L K
 * <tr><td>   just before and just after settlement, amid a dead letter<td>{@link LostAnswerIT} G K
 * <tr><td>2. SIGSTOP past the visibility time, then SIGCONT<td>{@link CrashIT} G L K, {@link OwnershipIT} G L K
 * <tr><td>3. Redis restarted with an AOF<td>this class G L K
 * <tr><td>   without one, kill -9, LOADING, READONLY, OOM<td>{@link RedisFaultIT} G L K
 * <tr><td>   no further connection (maxclients)<td>{@link RedisFaultIT} G L
 * <tr><td>4. FLUSHALL, DEL, RENAME, XGROUP DESTROY while blocked<td>this class G L K; {@link DamageIT} K
 * <tr><td>5. CLIENT KILL while blocked<td>this class G L K
 * <tr><td>   the answer cut after delivery<td>{@link LostAnswerIT} G K
 * <tr><td>   a silent network, a slow one<td>{@link StopIT} G L K
 * <tr><td>6. a handler slower than the visibility time<td>{@link GroupConsumerTest} G, {@link KeyedConsumerTest} K
 * <tr><td>   that throws an Error, never returns, is interrupted<td>{@link DamageIT} G L K
 * <tr><td>7. a poison pill with innocent neighbours<td>{@link PoisonIT} G, {@link GroupConsumerTest} G L,
 *     {@link KeyedConsumerTest} K
 * <tr><td>8. order with 3 consumers, kills, stops and takeovers<td>{@link CrashIT} L K,
 *     {@link RandomScheduleIT} L K
 * <tr><td>9. trimming with a backlog and two groups, one of them dead<td>{@link RetentionTest} G; keyed streams are not
 *     trimmed
 * <tr><td>10. fields that are no text<td>{@link DamageIT} G L K
 * <tr><td>    entries deleted while they were pending<td>{@link GroupConsumerTest} G, {@link DamageIT} G K
 * <tr><td>11. stop with full lanes, with Redis down, with work that does not end<td>{@link StopIT} G L K
 * <tr><td>12. the target down for long<td>{@link DamageIT} G K
 * <tr><td>13. a replay interrupted<td>{@link DeadLettersTest} G K
 * <tr><td>    the clock jumping<td>{@link DamageIT} K; a group knows idle times only, which a jump ahead ends early, as a
 *     pause does
 * </table>
 *
 * <p>Repeats are counted in {@link CrashIT} and {@link RandomScheduleIT}; both print the seed of a run. All of them many
 * times: {@link RepetitionIT}.
 */
class FaultIT extends RedisStreamsTest {
    private static final String GROUP = "s?group=g";
    private static final String LEASED = "s?group=g&lease=only&batchSize=10";
    private static final String KEYED = "s?keyed=true&batchSize=10";

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    private void write(ProducerTemplate template, String uri, int n) {
        String to = uri.equals(KEYED) ? "redis-streams:s?key=k" : "redis-streams:s";
        template.sendBody(to, Map.of("n", Integer.toString(n)));
    }

    private ProducerTemplate template(CamelContext context) {
        return context.createProducerTemplate();
    }

    private CamelContext start(String uri) throws Exception {
        return consume(uri + QUICK, exchange -> {
            if (exchange.getMessage().getBody() instanceof List<?>) {
                seen.addAll(values(exchange));
            } else {
                seen.add(value(exchange.getMessage()));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, LEASED, KEYED})
    void goesOnAfterRedisRestartedWhileItWaited(String uri) throws Exception {
        CamelContext context = start(uri);
        write(template(context), uri, 1);
        eventually(() -> assertThat(seen).contains("1"));

        server.stop();
        eventually(() -> assertThat(consumer(context).isConnected()).isFalse());
        server.start();
        redis = server.connect();

        eventually(() -> write(template(context), uri, 2));
        eventually(() -> assertThat(seen).contains("2"));
        eventually(() -> assertThat(consumer(context).getProblem()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, LEASED, KEYED})
    void settlesAfterRedisRestartedWhileItWorked(String uri) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        CamelContext context = consume(uri + "&visibility=10m&block=100", exchange -> {
            begun.incrementAndGet();
            Settlement.of(exchange).enlist("RPUSH", "t:written", "x");
            assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
        });
        write(template(context), uri, 1);
        eventually(() -> assertThat(begun).hasValue(1));

        server.stop();
        go.countDown();
        eventually(() -> assertThat(consumer(context).isConnected()).isFalse());
        server.start();
        redis = server.connect();

        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(1));
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("x");
        assertThat(begun).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, LEASED, KEYED})
    void goesOnAfterEverythingWasDeleted(String uri) throws Exception {
        CamelContext context = start(uri);
        for (int n = 1; n <= 3; n++) {
            int now = n;
            eventually(() -> write(template(context), uri, now));
            eventually(() -> assertThat(seen).contains(Integer.toString(now)));
            redis.flushall();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, LEASED})
    void goesOnAfterItsGroupWasDestroyed(String uri) throws Exception {
        CamelContext context = start(uri);
        for (int n = 1; n <= 3; n++) {
            int now = n;
            write(template(context), uri, now);
            eventually(() -> assertThat(seen).contains(Integer.toString(now)));
            redis.xgroupDestroy("t:s", "g");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, LEASED})
    void goesOnAfterItsStreamWasRenamedOrDeleted(String uri) throws Exception {
        CamelContext context = start(uri);
        write(template(context), uri, 1);
        eventually(() -> assertThat(seen).contains("1"));
        redis.rename("t:s", "t:other");
        write(template(context), uri, 2);
        eventually(() -> assertThat(seen).contains("2"));
        redis.del("t:s");
        write(template(context), uri, 3);
        eventually(() -> assertThat(seen).contains("3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, LEASED, KEYED})
    void losesNothingWhenItsConnectionsAreCutAgainAndAgain(String uri) throws Exception {
        CamelContext context = start(uri);
        ProducerTemplate template = template(context);
        List<String> written = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            if (n % 30 == 0) {
                redis.clientKill(KillArgs.Builder.typeNormal().skipme());
                redis.clientKill(KillArgs.Builder.typePubsub());
            }
            int now = n;
            eventually(() -> write(template, uri, now));
            written.add(Integer.toString(n));
        }
        eventually(() -> assertThat(seen).containsAll(written));
    }

    @Test
    void aWriteFailsAtOnceWhileRedisIsAwayAndWorksAgainAfterwards() throws Exception {
        CamelContext context = context();
        context.start();
        ProducerTemplate template = template(context);
        write(template, GROUP, 1);
        server.stop();
        long before = System.nanoTime();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> {
                    for (int n = 0; n < 20; n++) {
                        write(template, GROUP, n);
                    }
                })
                .isInstanceOf(org.apache.camel.CamelExecutionException.class);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isLessThan(3_000);
        server.start();
        redis = server.connect();
        eventually(() -> write(template, GROUP, 2));
    }

    @Test
    void startsWithoutRedisAndBeginsOnceItIsThere() throws Exception {
        server.stop();
        CamelContext context = start(GROUP);
        eventually(() -> assertThat(consumer(context).getProblem()).isNotEmpty());
        server.start();
        redis = server.connect();
        IntStream.range(0, 3).forEach(n -> add("s", n));
        eventually(() -> assertThat(seen).containsExactlyInAnyOrder("0", "1", "2"));
    }

    @Test
    void anErrorOfTheRouteKillsNoReader() throws Exception {
        CamelContext context = consume(GROUP + "&maxDeliveries=1" + QUICK, exchange -> {
            if (value(exchange.getMessage()).equals("1")) {
                throw new StackOverflowError("an Error");
            }
            seen.add(value(exchange.getMessage()));
        });
        IntStream.range(0, 3).forEach(n -> add("s", n));
        eventually(() -> assertThat(seen).containsExactlyInAnyOrder("0", "2"));
        eventually(() -> assertThat(consumer(context).getDead()).isEqualTo(1));
    }
}
