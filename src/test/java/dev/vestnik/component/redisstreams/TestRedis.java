package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.testing.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** A real Redis of a test class's own, with AOF, that can be stopped and started again on its data. */
@SuppressWarnings("NullAway.Init") // beforeAll comes first
public final class TestRedis implements BeforeAllCallback, AfterAllCallback {
    private Path folder;
    private RealRedis redis;
    private @Nullable RedisClient client;
    private RedisCommands<String, byte[]> bytes;

    @Override
    public void beforeAll(ExtensionContext test) throws IOException {
        folder = Files.createTempDirectory("redis-streams");
        redis = RealRedis.start(test, folder);
        connectClient();
    }

    @Override
    public void afterAll(ExtensionContext test) throws IOException {
        if (client != null) {
            client.shutdown();
            redis.close();
            client = null;
        }
        FileSystemUtils.deleteRecursively(folder);
    }

    void start() {
        redis.start();
        connectClient();
    }

    /** It takes connections before it has read its data. */
    private void connectClient() {
        RedisClient made = RedisClient.create(uri());
        client = made;
        bytes = Awaitility.await("Redis answers")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(
                        () -> {
                            RedisCommands<String, byte[]> commands =
                                    made.connect(Connections.CODEC).sync();
                            commands.ping();
                            return commands;
                        },
                        commands -> true);
    }

    void stop() {
        client().shutdown();
        redis.stop();
    }

    public String uri() {
        return redis.url();
    }

    public int port() {
        return redis.port();
    }

    private RedisClient client() {
        return Objects.requireNonNull(client, "Redis has been started");
    }

    RedisCommands<String, byte[]> bytes() {
        return bytes;
    }

    RedisCommands<String, String> connect() {
        return client().connect().sync();
    }
}
