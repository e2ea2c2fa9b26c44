package dev.vestnik.bench;

import dev.vestnik.testing.FreePort;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import redis.embedded.RedisExecProvider;
import redis.embedded.RedisServer;
import redis.embedded.util.OSDetector;

/**
 * The Redis to measure with, a process of its own: the machine's {@code redis-server}, which is built as those in production
 * are, else the embedded one. {@code bench.redis} names another program, or {@code embedded}.
 */
final class BenchRedis implements AutoCloseable {
    private static final String EMBEDDED = "embedded";

    private final RedisServer server;
    private final RedisClient client;
    private final int port;

    /** @param folder for its data */
    BenchRedis(Path folder) {
        port = FreePort.find();
        server = RedisServer.builder()
                .redisExecProvider(program())
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("dir " + folder)
                .setting("appendonly yes")
                .setting("save \"\"")
                .setting("maxmemory-policy noeviction")
                .build();
        server.start();
        client = RedisClient.create(uri());
    }

    private static RedisExecProvider program() {
        String wanted = System.getProperty("bench.redis", "");
        String found = wanted.isEmpty() ? ofTheMachine() : wanted;
        RedisExecProvider embedded = RedisExecProvider.defaultProvider();
        return found.equals(EMBEDDED) ? embedded : embedded.override(OSDetector.getOS(), found);
    }

    private static String ofTheMachine() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(EMBEDDED);
    }

    int port() {
        return port;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    StatefulRedisConnection<String, String> connect() {
        return client.connect();
    }

    /** Which one it is, as it says itself. */
    String about() throws IOException {
        try (StatefulRedisConnection<String, String> connection = connect()) {
            Properties info = new Properties();
            info.load(new StringReader(connection.sync().info()));
            return "Redis %s, memory by %s, %s"
                    .formatted(
                            info.getProperty("redis_version"),
                            info.getProperty("mem_allocator"),
                            info.getProperty("executable"));
        }
    }

    @Override
    public void close() {
        client.shutdown();
        server.stop();
    }
}
