package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.testing.FreePort;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import redis.embedded.RedisServer;

/** A Redis from the jar, of a test's own, that can be stopped or killed, and started again on its data, otherwise set up. */
final class FaultyRedis implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final boolean durable;
    private RedisServer server;
    private RedisClient client;
    private RedisCommands<String, byte[]> bytes;
    private RedisCommands<String, String> strings;

    /**
     * @param durable whether it writes an AOF; one that does not forgets everything at its end
     */
    FaultyRedis(Path folder, boolean durable) {
        this.folder = folder;
        this.port = FreePort.find();
        this.durable = durable;
        start();
    }

    /** Starts it, with further lines of its configuration. */
    void start(String... settings) {
        var builder = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("dir " + folder)
                .setting("appendonly " + (durable ? "yes" : "no"))
                .setting("save \"\"");
        for (String setting : settings) {
            builder.setting(setting);
        }
        server = builder.build();
        server.start();
        client = RedisClient.create(uri());
        bytes = client.connect(Connections.CODEC).sync();
        strings = client.connect().sync();
    }

    void stop() {
        client.shutdown();
        server.stop();
    }

    /** kill -9. */
    void kill() {
        long pid = bytes.info("server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line -> Long.parseLong(line.substring("process_id:".length())))
                .findFirst()
                .orElseThrow();
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        stop();
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    RedisCommands<String, byte[]> bytes() {
        return bytes;
    }

    /** One connection for all who ask. */
    RedisCommands<String, String> strings() {
        return strings;
    }

    RedisCommands<String, String> connect() {
        return client.connect().sync();
    }

    @Override
    public void close() {
        stop();
    }
}
