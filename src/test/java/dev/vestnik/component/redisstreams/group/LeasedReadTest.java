package dev.vestnik.component.redisstreams.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.component.redisstreams.Lease;
import dev.vestnik.component.redisstreams.Leases;
import dev.vestnik.component.redisstreams.RedisStreamsTest;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.GroupKeys;
import dev.vestnik.component.redisstreams.client.StreamEntry;
import dev.vestnik.component.redisstreams.lease.LeaseGuard;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.UnblockType;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader with a lease that waits gets the entries that any process writes, by one answer of Redis. */
class LeasedReadTest extends RedisStreamsTest {
    private static final Duration BLOCK = Duration.ofSeconds(20);

    private Connections connections;
    private RedisClient client;
    private Leases leases;
    private LeaseGuard lease;
    private Connections.Link link;
    private long clientId;
    private GroupReader reader;

    @BeforeEach
    void openReader() throws Exception {
        connections = Connections.to(server.uri());
        client = RedisClient.create(server.uri());
        leases = Leases.in(client);
        Lease held = leases.lease("t:lease:only", Duration.ofSeconds(30));
        assertThat(held.hold()).isTrue();
        lease = new LeaseGuard(held);
        link = connections.dedicated(BLOCK);
        clientId = ((RedisAsyncCommands<String, byte[]>) link.commands())
                .clientId()
                .get(5, TimeUnit.SECONDS);
        reader = new GroupReader(connections, new GroupKeys("t:s", "g"));
        reader.createGroup(null);
    }

    @AfterEach
    void close() {
        leases.close();
        client.shutdown();
        connections.close();
    }

    /** Begins to wait; the result completes with what the reader gets. */
    private CompletableFuture<GroupReader.ReadResult> await() {
        CompletableFuture<GroupReader.ReadResult> result = new CompletableFuture<>();
        var unused = await(result);
        return result;
    }

    private Thread await(CompletableFuture<GroupReader.ReadResult> result) {
        Thread reading = new Thread(() -> {
            try {
                result.complete(reader.awaitLeased(link, "$", BLOCK, "me", lease, 10, ""));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        reading.setDaemon(true);
        reading.start();
        eventually(() -> assertThat(redis.info("clients")).contains("blocked_clients:1"));
        return reading;
    }

    @Test
    void readsWhatAnyProcessWritesWithoutAnotherCommand() throws Exception {
        for (int i = 1; i <= 50; i++) {
            CompletableFuture<GroupReader.ReadResult> result = await();

            String id = redis.xadd("t:s", Map.of("n", "7"));

            assertThat(result.get(10, TimeUnit.SECONDS).entries())
                    .as("round %d", i)
                    .extracting(StreamEntry::id)
                    .containsExactly(id);
            assertThat(pending("s", "g")).isEqualTo(1);
            redis.xack("t:s", "g", id);
        }
    }

    @Test
    void pendingEntriesComeFirst_AndNothingIsReadBeforeThem() throws Exception {
        add("s", 7);
        assertThat(connections
                        .shared()
                        .xreadgroup(Consumer.from("g", "me"), XReadArgs.StreamOffset.lastConsumed("t:s"))
                        .get(5, TimeUnit.SECONDS))
                .hasSize(1);
        CompletableFuture<GroupReader.ReadResult> result = await();

        add("s", 8);

        assertThat(result.get(10, TimeUnit.SECONDS).pending()).isTrue();
        assertThat(result.get().entries()).isEmpty();
        assertThat(pending("s", "g")).isEqualTo(1);
    }

    @Test
    void anEntryThatComesAfterTheReaderGaveUpIsPending_AndTheNextReadSaysSo() throws Exception {
        CompletableFuture<GroupReader.ReadResult> result = new CompletableFuture<>();
        await(result).interrupt();
        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);

        add("s", 7);

        eventually(() -> assertThat(pending("s", "g")).isEqualTo(1));
        assertThat(reader.readLeased("me", lease, 10, "").pending()).isTrue();
    }

    @Test
    void nothingNewEndsTheWaitToo_AndSaysWhereToGoOn() throws Exception {
        String id = add("s", 7);
        connections
                .shared()
                .xreadgroup(Consumer.from("g", "me"), XReadArgs.StreamOffset.lastConsumed("t:s"))
                .get(5, TimeUnit.SECONDS);
        redis.xack("t:s", "g", id);
        CompletableFuture<GroupReader.ReadResult> result = await();

        redis.clientUnblock(clientId, UnblockType.TIMEOUT);

        assertThat(result.get(10, TimeUnit.SECONDS).entries()).isEmpty();
        assertThat(result.get().last()).isEqualTo(id);
    }

    @Test
    void aReaderThatHasLostTheLeaseReadsNothing() throws Exception {
        CompletableFuture<GroupReader.ReadResult> result = await();
        redis.set("t:lease:only", "another's");

        add("s", 7);

        assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(GroupReader.ReadResult.NOTHING);
        assertThat(pending("s", "g")).isZero();
    }

    @Test
    void aLostConnectionEndsTheWait() {
        CompletableFuture<GroupReader.ReadResult> result = await();
        link.close();
        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }
}
