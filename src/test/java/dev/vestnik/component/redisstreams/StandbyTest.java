package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.Consumer;
import io.lettuce.core.LMoveArgs;
import io.lettuce.core.XReadArgs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader that waits is woken by Redis, or by a writer of its own process. */
class StandbyTest extends RedisStreamsTest {
    /** No entry has a later id, so nothing that is added wakes who waits for one. */
    private static final String NEVER = "18446744073709551615-0";

    private static final Duration BLOCK = Duration.ofSeconds(20);

    private final Queue<GroupReader.News> begun = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unawaited = new AtomicInteger();
    private CompletableFuture<?> work = CompletableFuture.completedFuture(null);
    private Connections.Link waiting;
    private Connections connections;
    private Leases leases;
    private Lease lease;
    private Connections.Link link;
    private Standby standby;

    @BeforeEach
    void reader() throws Exception {
        connections = Connections.to(server.uri());
        leases = new Leases(connections);
        lease = leases.lease("t:lease:only", Duration.ofSeconds(30));
        assertThat(lease.hold()).isTrue();
        link = connections.dedicated(BLOCK);
        GroupReader reader = new GroupReader(connections, new GroupStream("t:s", "g"), Lookup.parse("last:{n}", "t:"));
        reader.createGroup();
        standby = new Standby(connections, reader, new Exclusive(lease), unawaited::incrementAndGet);
        waiting = connections.dedicated(BLOCK);
    }

    @AfterEach
    void close() {
        leases.close();
        connections.close();
    }

    private CompletableFuture<Void> await(String last) {
        CompletableFuture<Void> back = new CompletableFuture<>();
        Thread reading = new Thread(() -> {
            try {
                standby.await(link, "me", last, 10, BLOCK, this::begin);
                back.complete(null);
            } catch (Exception e) {
                back.completeExceptionally(e);
            }
        });
        reading.setDaemon(true);
        reading.start();
        eventually(() -> assertThat(redis.info("clients")).contains("blocked_clients:1"));
        return back;
    }

    private CompletableFuture<?> begin(GroupReader.News news) {
        begun.add(news);
        return work;
    }

    /** More than once, as it cannot be seen when the reader has begun to wait. */
    private void askUntilBack(CompletableFuture<Void> back) {
        eventually(() -> {
            standby.written();
            assertThat(back).isDone();
        });
    }

    @Test
    void aWriterOfTheProcessBringsWhatItHasWritten() throws Exception {
        redis.set("t:last:7", "known");
        CompletableFuture<Void> back = await(NEVER);

        connections.shared().xadd("t:s", Map.of("n", new byte[] {'7'}));
        eventually(() -> {
            standby.written();
            assertThat(begun).isNotEmpty();
        });

        back.get(10, TimeUnit.SECONDS);
        assertThat(begun).singleElement().satisfies(news -> {
            assertThat(news.entries()).hasSize(1);
            assertThat(news.values()).containsEntry("t:last:7", "known".getBytes(UTF_8));
        });
        assertThat(pending("s", "g")).isEqualTo(1);
    }

    @Test
    void whoMovesAListIntoTheStreamReadsWithTheSameScript() throws Exception {
        redis.set("t:last:7", "known");
        CompletableFuture<Void> back = await(NEVER);
        CompletableFuture<Long> moved = moveNext(2);

        redis.rpush("t:list", "one", "two", "three");

        assertThat(moved.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(bodies()).containsExactly("one", "two");
        back.get(10, TimeUnit.SECONDS);
        assertThat(redis.lrange("t:list", 0, -1)).containsExactly("three");
        assertThat(pending("s", "g")).isEqualTo(2);
        assertThat(unawaited).hasValue(0);
    }

    @Test
    void redisWakesTheReaderToo_WhichIsGivenWhatWasMovedAllTheSame() throws Exception {
        for (int i = 1; i <= 50; i++) {
            begun.clear();
            CompletableFuture<Void> back = await("$");
            CompletableFuture<Long> moved = moveNext(2);

            redis.rpush("t:list", "one");

            back.get(10, TimeUnit.SECONDS);
            assertThat(moved.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(bodies()).as("round %d", i).containsExactly("one");
            settleAll();
        }
        assertThat(unawaited).hasValue(0);
    }

    @Test
    void theReaderAndWhoMovesRestUntilWhatWasGivenIsDone() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        work = done;
        CompletableFuture<Void> back = await("$");
        CompletableFuture<Long> moved = moveNext(2);
        redis.rpush("t:list", "one");
        eventually(() -> assertThat(begun).isNotEmpty());

        add("s", 7);
        connections.shared().ping().get(5, TimeUnit.SECONDS);
        assertThat(back).isNotDone();
        assertThat(moved).isNotDone();

        done.complete(null);
        back.get(10, TimeUnit.SECONDS);
        assertThat(moved.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void whatIsPendingComesFirst_AndNothingIsReadBeforeIt() throws Exception {
        add("s", 7);
        assertThat(connections
                        .shared()
                        .xreadgroup(Consumer.from("g", "me"), XReadArgs.StreamOffset.lastConsumed("t:s"))
                        .get(5, TimeUnit.SECONDS))
                .hasSize(1);
        CompletableFuture<Void> back = await(NEVER);
        CompletableFuture<Long> moved = moveNext(2);
        redis.rpush("t:list", "one");
        assertThat(moved.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(begun).isEmpty();

        askUntilBack(back);

        assertThat(begun).singleElement().satisfies(news -> {
            assertThat(news.pending()).isTrue();
            assertThat(news.entries()).isEmpty();
        });
        assertThat(pending("s", "g")).isEqualTo(1);
    }

    @Test
    void whatWasReadForOneWhoDoesNotWaitAnyMoreIsTold() throws Exception {
        CompletableFuture<Void> back = await(NEVER);
        CompletableFuture<Long> moved = moveNext(2);
        askUntilBack(back);
        begun.clear();

        redis.rpush("t:list", "one");

        assertThat(moved.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(begun).isEmpty();
        assertThat(unawaited).hasValue(1);
        assertThat(pending("s", "g")).isEqualTo(1);
    }

    @Test
    void aConnectionLostWithWhatItMayHaveReadEndsTheWaitAndIsTold() throws Exception {
        CompletableFuture<Void> back = await(NEVER);
        CompletableFuture<Long> moved = moveNext(2);

        waiting.close();

        assertThatThrownBy(() -> moved.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        back.get(10, TimeUnit.SECONDS);
        assertThat(unawaited).hasValue(1);
    }

    @Test
    void forOneWhoDoesNotWaitNothingIsSent() throws Exception {
        redis.rpush("t:list", "one");
        assertThat(standby.moveNext(waiting, "t:list", 2)).isNull();
        assertThat(waiting.commands().ping().get(5, TimeUnit.SECONDS)).isEqualTo("PONG");
        assertThat(redis.llen("t:list")).isEqualTo(1);
    }

    @Test
    void whoHasLostTheLeaseMovesAndReadsNothing() throws Exception {
        await(NEVER);
        CompletableFuture<Long> moved = moveNext(2);
        redis.set("t:lease:only", "another's");
        redis.rpush("t:list", "one");
        assertThat(moved.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(redis.xlen("t:s")).isEqualTo(1);
        assertThat(pending("s", "g")).isZero();
        assertThat(begun).isEmpty();
    }

    @Test
    void whatRedisHasNoMemoryForIsRefused_AndTheReaderWaitsOn() throws Exception {
        CompletableFuture<Void> back = await(NEVER);
        redis.rpush("t:list", "one");
        redis.configSet("maxmemory", "1");
        try {
            CompletableFuture<Long> moved = moveOnceItWaits(2);
            assertThatThrownBy(() -> moved.get(10, TimeUnit.SECONDS)).hasMessageContaining("OOM");
        } finally {
            redis.configSet("maxmemory", "0");
        }
        assertThat(redis.llen("t:list")).isEqualTo(1);
        assertThat(begun).isEmpty();
        assertThat(back).isNotDone();
        assertThat(unawaited).hasValue(0);
    }

    @Test
    void whoRestsIsNotWaitedFor_NorWhoNeverWill() throws Exception {
        await(NEVER);
        moveOnceItWaits(2);
        standby.awaitRest(Duration.ofDays(1));

        lease.release();
        Standby other = new Standby(
                connections,
                new GroupReader(connections, new GroupStream("t:s", "g"), Lookup.parse("last:{n}", "t:")),
                new Exclusive(lease),
                unawaited::incrementAndGet);
        other.awaitRest(Duration.ofDays(1));
    }

    @Test
    void whoIsBusyIsWaitedForUntilItRests() throws Exception {
        CompletableFuture<Void> rested = CompletableFuture.runAsync(() -> {
            try {
                standby.awaitRest(Duration.ofDays(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(rested).isNotDone();
        await(NEVER);
        rested.get(10, TimeUnit.SECONDS);

        standby.awaitRest(Duration.ofMillis(1));
    }

    private List<String> bodies() {
        return begun.stream()
                .flatMap(news -> news.entries().stream())
                .map(entry -> new String(entry.fields().getOrDefault("body", new byte[0]), UTF_8))
                .toList();
    }

    private void settleAll() {
        begun.forEach(news -> news.entries().forEach(entry -> redis.xack("t:s", "g", entry.id())));
    }

    /** A move behind a wait for the list, as a consumer of the list makes it. */
    private CompletableFuture<Long> moveNext(int most) {
        var unused = waiting.commands().blmove("t:list", "t:list", LMoveArgs.Builder.leftLeft(), 20);
        CompletableFuture<Long> moved = moveOnceItWaits(most);
        eventually(() -> assertThat(redis.info("clients")).contains("blocked_clients:2"));
        return moved;
    }

    /** It cannot be seen when the reader has begun to wait. */
    private CompletableFuture<Long> moveOnceItWaits(int most) {
        AtomicReference<@Nullable CompletableFuture<Long>> moved = new AtomicReference<>();
        eventually(() -> {
            moved.set(standby.moveNext(waiting, "t:list", most));
            assertThat(moved.get()).isNotNull();
        });
        return Objects.requireNonNull(moved.get());
    }

    @Test
    void redisWakesWhereNoWriterIsOfTheProcess() throws Exception {
        CompletableFuture<Void> back = await("0-0");
        add("s", 7);
        back.get(10, TimeUnit.SECONDS);
        assertThat(begun).isEmpty();
        assertThat(pending("s", "g")).isZero();
    }

    @Test
    void nothingNewEndsTheWaitToo() throws Exception {
        CompletableFuture<Void> back = await(NEVER);
        askUntilBack(back);
        assertThat(begun).allSatisfy(news -> assertThat(news.entries()).isEmpty());
    }

    @Test
    void whoIsToldWithoutWaitingReadsNothing() throws Exception {
        add("s", 7);
        standby.written();
        assertThat(connections.shared().ping().get(5, TimeUnit.SECONDS)).isEqualTo("PONG");
        assertThat(pending("s", "g")).isZero();
    }

    @Test
    void whoHasLostTheLeaseReadsNothing() throws Exception {
        redis.set("t:lease:only", "another's");
        CompletableFuture<Void> back = await(NEVER);
        add("s", 7);
        askUntilBack(back);
        assertThat(pending("s", "g")).isZero();
    }

    @Test
    void aLostConnectionEndsTheWait() {
        CompletableFuture<Void> back = await(NEVER);
        link.close();
        assertThatThrownBy(() -> back.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void theNextWaitTakesOverTheWakeUpThatRedisHasNotGivenYet() throws Exception {
        CompletableFuture<Void> first = await(NEVER);
        askUntilBack(first);
        CompletableFuture<Void> second = await(NEVER);
        assertThat(List.of(first, second)).extracting(CompletableFuture::isDone).containsExactly(true, false);
        assertThat(redis.info("clients")).contains("blocked_clients:1");
        askUntilBack(second);
    }
}
