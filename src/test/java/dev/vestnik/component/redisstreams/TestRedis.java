package dev.vestnik.component.redisstreams;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import redis.embedded.RedisServer;

/** A real Redis of a test's own, with AOF, that can be stopped and started again on its data. */
final class TestRedis implements AutoCloseable {
    private final Path folder;
    private final int port;
    private RedisServer server;
    private RedisClient client;
    private RedisCommands<String, byte[]> bytes;

    TestRedis(Path folder) {
        this.folder = folder;
        this.port = freePort();
        start();
    }

    void start() {
        server = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("dir " + folder)
                .setting("appendonly yes")
                .setting("save \"\"")
                .build();
        server.start();
        client = RedisClient.create(uri());
        bytes = client.connect(Connections.CODEC).sync();
    }

    void stop() {
        client.shutdown();
        server.stop();
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    RedisCommands<String, byte[]> bytes() {
        return bytes;
    }

    RedisCommands<String, String> connect() {
        return client.connect().sync();
    }

    @Override
    public void close() {
        stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
