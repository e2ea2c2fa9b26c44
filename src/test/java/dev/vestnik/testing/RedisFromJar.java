package dev.vestnik.testing;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** The Redis from the jar, with its data in a folder of the test. */
final class RedisFromJar implements RealRedis {
    private final Path folder;
    private final int port;
    private @Nullable RedisServer server;

    RedisFromJar(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        RedisServer started = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("dir " + folder)
                .setting("appendonly yes")
                .setting("save \"\"")
                .build();
        started.start();
        server = started;
    }

    @Override
    public void stop() {
        RedisServer running = server;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
