package dev.vestnik.testing;

import dev.vestnik.store.Keys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.embedded.RedisServer;

/** A real Redis for one test class, empty before each test. */
public final class RedisExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private RedisServer server;
    private RedisClient client;
    private StatefulRedisConnection<String, String> connection;
    private Path folder;
    private int port;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("vestnik-redis");
        port = freePort();
        server = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("dir " + folder)
                .setting("save \"\"")
                .build();
        server.start();
        client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        connection = client.connect();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        commands().flushall();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        connection.close();
        client.shutdown();
        server.stop();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    public RedisCommands<String, String> commands() {
        return connection.sync();
    }

    /** Another connection to the same Redis, closed with the client. */
    public RedisCommands<String, String> moreCommands() {
        return client.connect().sync();
    }

    public Keys keys() {
        return new Keys("vestnik");
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
