package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.component.redisstreams.Schedule.Mode;
import dev.vestnik.component.redisstreams.group.GroupReplies;
import io.lettuce.core.KillArgs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Redis is killed, starts slowly, is read-only, is full, takes no further connection, or forgets everything, while entries
 * wait and work is in flight.
 */
class RedisFaultIT extends RedisStreamsTest {
    private static final int ENTRIES = 40;

    private static FaultyRedis faulty;

    @TempDir
    static Path folder;

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch go = new CountDownLatch(1);

    @BeforeAll
    static void startRedis() {
        faulty = new FaultyRedis(folder, true);
    }

    @AfterAll
    static void stopRedis() {
        faulty.close();
    }

    @BeforeEach
    void connect() {
        redis = faulty.connect();
        redis.flushall();
    }

    private String uri(Mode mode) {
        return mode.uri() + "&visibility=10m&block=100&leaseTime=600&backoff=20&maxBackoff=50&maxInFlight=4";
    }

    private void handle(Exchange exchange) throws Exception {
        String value = value(exchange.getMessage());
        seen.add(value);
        Settlement.of(exchange).enlist("RPUSH", "t:written", value);
        assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void write(ProducerTemplate template, Mode mode, int n) {
        String to = mode == Mode.KEYED ? "redis-streams:s?key=k" + n % 3 : "redis-streams:s";
        template.sendBody(to, Map.of("n", Integer.toString(n)));
    }

    private ProducerTemplate backlog(CamelContext context, Mode mode) {
        ProducerTemplate template = context.createProducerTemplate();
        IntStream.range(0, ENTRIES).forEach(n -> write(template, mode, n));
        eventually(() -> assertThat(consumer(context).getInFlight()).isPositive());
        return template;
    }

    private void everythingWasSettledOnce(Mode mode) {
        eventually(() -> assertThat(redis.llen("t:written")).isEqualTo(ENTRIES));
        List<String> written = redis.lrange("t:written", 0, -1);
        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, ENTRIES).mapToObj(Integer::toString).toList());
        if (mode == Mode.KEYED) {
            eventually(() -> assertThat(redis.exists("t:s:due", "t:s:owners")).isZero());
        } else {
            // In this order: what is read in between is pending.
            eventually(() -> assertThat(GroupReplies.lag(faulty.bytes().xinfoGroups("t:s"), "g"))
                    .isZero());
            eventually(() -> assertThat(pending("s", "g")).isZero());
        }
        assertThat(redis.exists("t:s:dead")).isZero();
    }

    /** The lease of a leased stream is short here; where it was lost, the one entry in work is given again. */
    private void givenOnce(Mode mode) {
        assertThat(seen).hasSizeBetween(ENTRIES, mode.leased() ? ENTRIES + 1 : ENTRIES);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhenRedisIsKilled(Mode mode) throws Exception {
        CamelContext context = consume(faulty.uri(), uri(mode), this::handle, prepared -> {});
        backlog(context, mode);

        faulty.kill();
        go.countDown();
        eventually(() -> assertThat(consumer(context).isConnected()).isFalse());
        faulty.start();
        redis = faulty.connect();

        everythingWasSettledOnce(mode);
        givenOnce(mode);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDoneWaitsForARedisThatIsLoading(Mode mode) throws Exception {
        IntStream.range(0, 1500).forEach(n -> redis.set("t:ballast" + n, "x"));
        CamelContext context = consume(faulty.uri(), uri(mode), this::handle, prepared -> {});
        backlog(context, mode);
        faulty.bytes().bgrewriteaof();
        eventually(() -> assertThat(redis.info("persistence")).contains("aof_rewrite_in_progress:0"));

        faulty.stop();
        go.countDown();
        CompletableFuture<Void> loaded = CompletableFuture.runAsync(
                () -> faulty.start("key-load-delay 1000", "loading-process-events-interval-bytes 1024"));
        loaded.join();
        redis = faulty.connect();
        assertThat(redis.info("errorstats")).contains("errorstat_LOADING");

        everythingWasSettledOnce(mode);
        givenOnce(mode);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDoneWaitsForARedisThatTakesNoWrites(Mode mode) throws Exception {
        CamelContext context = consume(faulty.uri(), uri(mode), this::handle, prepared -> {});
        ProducerTemplate template = backlog(context, mode);

        redis.replicaof("127.0.0.1", 1);
        try {
            go.countDown();
            eventually(() -> assertThat(redis.info("errorstats")).contains("errorstat_READONLY"));
            // It says READONLY, or that the connection was closed because somebody was told so just now.
            assertThatThrownBy(() -> write(template, mode, 99)).isInstanceOf(CamelExecutionException.class);
            assertThat(redis.exists("t:written")).isZero();
        } finally {
            redis.replicaofNoOne();
        }

        everythingWasSettledOnce(mode);
        givenOnce(mode);
    }

    @ParameterizedTest
    @EnumSource
    void aFullRedisTakesNothingNewAndLetsGoOfWhatItHas(Mode mode) throws Exception {
        CamelContext context = consume(faulty.uri(), uri(mode), this::handle, prepared -> {});
        ProducerTemplate template = backlog(context, mode);
        redis.rpush("t:list", "x");
        try {
            redis.configSet("maxmemory", "1");
            assertThatThrownBy(() -> write(template, mode, 99))
                    .isInstanceOf(CamelExecutionException.class)
                    .cause()
                    .hasMessageContaining("OOM");
            assertThatThrownBy(() -> template.sendBody("redis-streams:s?operation=drain&list=list", ""))
                    .isInstanceOf(CamelExecutionException.class)
                    .cause()
                    .hasMessageContaining("OOM");
            assertThat(redis.llen("t:list")).isEqualTo(1);
            go.countDown();

            everythingWasSettledOnce(mode);
        } finally {
            redis.configSet("maxmemory", "0");
        }
        write(template, mode, 99);
        eventually(() -> assertThat(seen).contains("99"));
    }

    @ParameterizedTest
    @EnumSource(names = {"GROUP", "LEASED"})
    void whatIsToBeTriedAgainIsThoughRedisTakesNoFurtherConnection(Mode mode) throws Exception {
        CamelContext context = consume(
                faulty.uri(),
                uri(mode),
                exchange -> {
                    handle(exchange);
                    if (seen.size() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                },
                prepared -> {});
        eventually(() -> assertThat(reader()).isNotNegative());
        long reader = reader();
        redis.xadd("t:s", Map.of("n", "1"));
        eventually(() -> assertThat(seen).hasSize(1));
        double refused = info("stats", "rejected_connections");
        try {
            killReaderForGood(reader);
            go.countDown();
            eventually(() -> assertThat(seen).containsExactly("1", "1"));
            eventually(() -> assertThat(pending("s", "g")).isZero());
            eventually(() -> assertThat(info("stats", "rejected_connections")).isGreaterThan(refused));
        } finally {
            redis.configSet("maxclients", "10000");
        }
        redis.xadd("t:s", Map.of("n", "2"));
        eventually(() -> assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1", "2"));
        assertThat(consumer(context).getRobbed()).isZero();
    }

    /** Nobody else may: it holds the lease as long as its process lives. */
    @Test
    void theHolderOfTheLeaseReadsThoughRedisTakesNoFurtherConnection() throws Exception {
        go.countDown();
        consume(faulty.uri(), uri(Mode.LEASED), this::handle, prepared -> {});
        eventually(() -> assertThat(reader()).isNotNegative());
        double refused = info("stats", "rejected_connections");
        try {
            killReaderForGood(reader());
            eventually(() -> assertThat(info("stats", "rejected_connections")).isGreaterThan(refused));
            IntStream.range(0, ENTRIES).forEach(n -> redis.xadd("t:s", Map.of("n", Integer.toString(n))));
            everythingWasSettledOnce(Mode.LEASED);
        } finally {
            redis.configSet("maxclients", "10000");
        }
    }

    private void killReaderForGood(long reader) {
        redis.configSet("maxclients", Long.toString((long) info("clients", "connected_clients") - 1));
        redis.clientKill(KillArgs.Builder.id(reader));
    }

    /** The client id of the connection that waits for new entries; -1 if there is none. */
    private long reader() {
        return redis.clientList()
                .lines()
                .filter(client -> client.contains("cmd=xread"))
                .mapToLong(client -> Long.parseLong(client.replaceAll("^id=(\\d+) .*", "$1")))
                .findFirst()
                .orElse(-1);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWithARedisThatForgotEverything(Mode mode, @TempDir Path other) throws Exception {
        try (FaultyRedis forgetful = new FaultyRedis(other, false);
                TestProxy proxy = new TestProxy(forgetful.port())) {
            CamelContext context = consume(proxy, uri(mode), this::handle);
            ProducerTemplate template = backlog(context, mode);
            forgetful.stop();
            go.countDown();
            eventually(() -> assertThat(consumer(context).isConnected()).isFalse());
            forgetful.start();

            eventually(() -> write(template, mode, 99));
            eventually(() -> assertThat(seen).contains("99"));
            eventually(() -> assertThat(consumer(context).getInFlight()).isZero());
            // A trip with a settlement may bring keys before the reader itself has connected anew.
            eventually(() -> assertThat(consumer(context).getProblem()).isEmpty());
            assertThat(forgetful.strings().lrange("t:written", 0, -1)).containsExactly("99");
        }
    }
}
