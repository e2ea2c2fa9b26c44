package dev.vestnik.component.redisstreams.keyed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.RedisStreamsTest;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.settle.Refusals;
import dev.vestnik.component.redisstreams.settle.SettlementRetrier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run of the poller ends for all that wait for it, also when it fails. */
class KeyedPollerTest extends RedisStreamsTest {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedPollerTest.class);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void anAnswerThatCannotBeReadEndsTheRunForAllThatWait() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Connections connections = Connections.to("redis://127.0.0.1:" + door.getLocalPort())) {
            Thread answering = new Thread(() -> serve(door));
            answering.setDaemon(true);
            answering.start();
            KeyedPoller poller = poller(connections, lease -> {});
            failsSoon(poller.settle(ScriptArguments.of("key", "token")), ClassCastException.class);
            failsSoon(poller.poll(), ClassCastException.class);
        }
    }

    @Test
    void aKeyThatCannotBeStartedEndsTheRunForAllThatWait() {
        try (Connections connections = Connections.to(server.uri())) {
            KeyedPoller poller = poller(connections, lease -> {
                throw new AssertionError("of " + lease.key);
            });
            addKeyed(connections, "s", "k", "1");
            failsSoon(poller.poll(), AssertionError.class);
        }
    }

    private KeyedPoller poller(Connections connections, Consumer<KeyLease> begin) {
        RedisStreamsConfiguration options = new RedisStreamsConfiguration();
        options.setStream("s");
        options.setKeyPrefix("t:");
        SettlementRetrier retrier = new SettlementRetrier(
                connections, scheduler, new Refusals("s", Clock.systemUTC()), Duration.ofSeconds(1));
        return new KeyedPoller(connections, options, retrier, "me", settled -> 1, begin, due -> {});
    }

    /** Speaks as much of the protocol as a client needs to connect, and answers each script with a list of one number. */
    private static void serve(ServerSocket door) {
        try (Socket client = door.accept();
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer =
                        switch (line) {
                            case "PING" -> "+PONG\r\n";
                            case "EVALSHA" -> "*1\r\n:7\r\n";
                            case "HELLO", "CLIENT" -> "-ERR unknown command\r\n";
                            default -> "";
                        };
                client.getOutputStream().write(answer.getBytes(UTF_8));
            }
        } catch (IOException e) {
            LOG.debug("The client has gone", e);
        }
    }

    private static void failsSoon(CompletableFuture<?> awaited, Class<? extends Throwable> cause) {
        assertThatThrownBy(() -> awaited.get(3, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(cause);
    }
}
