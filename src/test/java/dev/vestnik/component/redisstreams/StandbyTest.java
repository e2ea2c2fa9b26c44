package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.Consumer;
import io.lettuce.core.UnblockType;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader that waits is given what comes, whoever writes it, by one answer of Redis. */
class StandbyTest extends RedisStreamsTest {
    private static final Duration BLOCK = Duration.ofSeconds(20);

    private final Queue<GroupReader.News> begun = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unawaited = new AtomicInteger();
    private CompletableFuture<?> work = CompletableFuture.completedFuture(null);
    private Connections connections;
    private Leases leases;
    private Connections.Link link;
    private long client;
    private Standby standby;

    @BeforeEach
    void reader() throws Exception {
        connections = Connections.to(server.uri());
        leases = new Leases(connections);
        Lease lease = leases.lease("t:lease:only", Duration.ofSeconds(30));
        assertThat(lease.hold()).isTrue();
        link = connections.dedicated(BLOCK);
        client = ((RedisAsyncCommands<String, byte[]>) link.commands())
                .clientId()
                .get(5, TimeUnit.SECONDS);
        GroupReader reader = new GroupReader(connections, new GroupStream("t:s", "g"));
        reader.createGroup();
        standby = new Standby(connections, reader, new Exclusive(lease), unawaited::incrementAndGet);
    }

    @AfterEach
    void close() {
        leases.close();
        connections.close();
    }

    private CompletableFuture<Void> await() {
        CompletableFuture<Void> back = new CompletableFuture<>();
        var unused = await(back);
        return back;
    }

    /** The thread that waits; when it is back it says so. */
    private Thread await(CompletableFuture<Void> back) {
        Thread reading = new Thread(() -> {
            try {
                standby.await(link, "me", "$", 10, BLOCK, this::begin);
                back.complete(null);
            } catch (Exception e) {
                back.completeExceptionally(e);
            }
        });
        reading.setDaemon(true);
        reading.start();
        eventually(() -> assertThat(redis.info("clients")).contains("blocked_clients:1"));
        return reading;
    }

    private CompletableFuture<?> begin(GroupReader.News news) {
        begun.add(news);
        return work;
    }

    @Test
    void whatAnyoneWritesIsReadWithoutAnotherQuestion() throws Exception {
        for (int i = 1; i <= 50; i++) {
            begun.clear();
            CompletableFuture<Void> back = await();

            String id = redis.xadd("t:s", Map.of("n", "7"));

            back.get(10, TimeUnit.SECONDS);
            assertThat(begun).as("round %d", i).singleElement().satisfies(news -> {
                assertThat(news.entries()).extracting(Entry::id).containsExactly(id);
            });
            assertThat(pending("s", "g")).isEqualTo(1);
            redis.xack("t:s", "g", id);
        }
        assertThat(unawaited).hasValue(0);
    }

    @Test
    void theWaitLastsUntilWhatWasGivenIsDone() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        work = done;
        CompletableFuture<Void> back = await();
        add("s", 7);
        eventually(() -> assertThat(begun).isNotEmpty());

        add("s", 8);
        connections.shared().ping().get(5, TimeUnit.SECONDS);
        assertThat(back).isNotDone();

        done.complete(null);
        back.get(10, TimeUnit.SECONDS);
        assertThat(begun).hasSize(1);
        assertThat(pending("s", "g")).isEqualTo(1);
    }

    @Test
    void whatIsPendingComesFirst_AndNothingIsReadBeforeIt() throws Exception {
        add("s", 7);
        assertThat(connections
                        .shared()
                        .xreadgroup(Consumer.from("g", "me"), XReadArgs.StreamOffset.lastConsumed("t:s"))
                        .get(5, TimeUnit.SECONDS))
                .hasSize(1);
        CompletableFuture<Void> back = await();

        add("s", 8);

        back.get(10, TimeUnit.SECONDS);
        assertThat(begun).singleElement().satisfies(news -> {
            assertThat(news.pending()).isTrue();
            assertThat(news.entries()).isEmpty();
        });
        assertThat(pending("s", "g")).isEqualTo(1);
    }

    @Test
    void whatComesWhenNobodyWaitsAnyMoreIsTold() throws Exception {
        CompletableFuture<Void> back = new CompletableFuture<>();
        await(back).interrupt();
        assertThatThrownBy(() -> back.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);

        add("s", 7);

        eventually(() -> assertThat(unawaited).hasValue(1));
        assertThat(begun).isEmpty();
        assertThat(pending("s", "g")).isEqualTo(1);
    }

    @Test
    void nothingNewEndsTheWaitToo_AndSaysWhereToGoOn() throws Exception {
        String id = add("s", 7);
        connections
                .shared()
                .xreadgroup(Consumer.from("g", "me"), XReadArgs.StreamOffset.lastConsumed("t:s"))
                .get(5, TimeUnit.SECONDS);
        redis.xack("t:s", "g", id);
        CompletableFuture<Void> back = await();

        redis.clientUnblock(client, UnblockType.TIMEOUT);

        back.get(10, TimeUnit.SECONDS);
        assertThat(begun).singleElement().satisfies(news -> {
            assertThat(news.entries()).isEmpty();
            assertThat(news.last()).isEqualTo(id);
        });
    }

    @Test
    void whoHasLostTheLeaseReadsNothing() throws Exception {
        CompletableFuture<Void> back = await();
        redis.set("t:lease:only", "another's");

        add("s", 7);

        back.get(10, TimeUnit.SECONDS);
        assertThat(begun).containsExactly(GroupReader.News.NONE);
        assertThat(pending("s", "g")).isZero();
    }

    @Test
    void aLostConnectionEndsTheWait() {
        CompletableFuture<Void> back = await();
        link.close();
        assertThatThrownBy(() -> back.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }
}
