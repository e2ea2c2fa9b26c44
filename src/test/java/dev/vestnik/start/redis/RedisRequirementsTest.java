package dev.vestnik.start.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.testing.FreePort;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;

class RedisRequirementsTest {
    private static final int KEYS = 2_000;

    @ParameterizedTest
    @ValueSource(strings = {"5.0.14", "6.2.21", "6.9.240", "6", "none", "7.x.1"})
    void refusesARedisThatDoesNotKnowTheScripts(String version) {
        try (RedisOfVersion redis = new RedisOfVersion(version)) {
            assertThatThrownBy(() -> check(redis))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessage("Redis at 127.0.0.1:" + redis.port() + " has version " + version
                            + ", but Vestnik needs Redis 7.0 or newer.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0.0", "7.0.15", "7.2.4", "8.2.1", "10.0.0", "255.255.255"})
    void takesANewerOne(String version) {
        try (RedisOfVersion redis = new RedisOfVersion(version)) {
            assertThatCode(() -> check(redis)).doesNotThrowAnyException();
        }
    }

    /** INFO is answered while Redis loads, so that alone says nothing. */
    @Test
    void waitsForARedisThatLoadsItsData(@TempDir Path folder) throws Exception {
        int port = FreePort.find();
        RedisURI uri = RedisURI.create("127.0.0.1", port);
        RedisClient client = RedisClient.create(uri);
        RedisServer full = redis(folder, port, 0);
        full.start();
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            for (int key = 0; key < KEYS; key++) {
                connection.async().set("key:" + key, "value");
            }
            connection.sync().save();
            assertThat(connection.sync().dbsize()).isEqualTo(KEYS);
        } finally {
            full.stop();
        }

        RedisServer slow = redis(folder, port, 1_000);
        CompletableFuture<Void> loading = CompletableFuture.runAsync(slow::start);
        try {
            Awaitility.await("it listens").atMost(Duration.ofSeconds(10)).until(() -> listens(port));

            new RedisRequirements(new RedisStartupRetry(uri, Duration.ofSeconds(10))).check(client, uri);

            try (StatefulRedisConnection<String, String> connection = client.connect()) {
                assertThat(connection.sync().dbsize()).isEqualTo(KEYS);
            }
        } finally {
            loading.join();
            slow.stop();
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static RedisServer redis(Path folder, int port, int microsPerKey) {
        return RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("dir " + folder)
                .setting("save \"\"")
                .setting("key-load-delay " + microsPerKey)
                .setting("loading-process-events-interval-bytes 1024")
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/redis-streams.adoc", "docs/benchmark.md", "docker-compose.yml"})
    void whoReadsWhatRedisIsNeededReadsTheSame(String file) throws IOException {
        assertThat(Files.readString(Path.of(file))).contains("Redis 7.0 or newer");
    }

    private static void check(RedisOfVersion redis) {
        RedisURI uri = RedisURI.create("127.0.0.1", redis.port());
        RedisClient client = RedisClient.create(uri);
        try {
            new RedisRequirements(new RedisStartupRetry(uri, Duration.ZERO)).check(client, uri);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }
}
