package dev.vestnik.component.redisstreams;

import dev.vestnik.testing.FreePort;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisExecProvider;

/** A redis-server process with a configuration of a test's own: a replica, a sentinel, a node of a cluster, one with TLS. */
final class RedisNode implements AutoCloseable {
    final int port;
    private final List<String> command = new ArrayList<>();
    private final Path folder;
    private Process process;

    /** @param lines of the configuration; {@code PORT} stands for the node's own */
    RedisNode(Path parent, boolean sentinel, String... lines) throws IOException {
        port = FreePort.find();
        folder = Files.createDirectories(parent.resolve("node-" + port));
        List<String> all = new ArrayList<>(List.of("bind 127.0.0.1", "dir " + folder));
        if (Arrays.stream(lines).noneMatch(line -> line.contains("PORT"))) {
            all.add("port " + port);
        }
        for (String line : lines) {
            all.add(line.replace("PORT", Integer.toString(port)));
        }
        Path configuration = Files.write(folder.resolve("redis.conf"), all);
        command.add(RedisExecProvider.defaultProvider().get().getAbsolutePath());
        command.add(configuration.toString());
        if (sentinel) {
            command.add("--sentinel");
        }
        start();
    }

    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Waits until the node answers, and leads to it; the caller shuts the client down. */
    RedisCommands<String, String> connect(RedisClient client) {
        RedisCommands<String, String>[] commands = newArray(1);
        RedisStreamsTest.eventually(() -> {
            commands[0] = client.connect().sync();
            commands[0].ping();
        });
        return commands[0];
    }

    @SafeVarargs
    private static <T> T[] newArray(int length, T... none) {
        return Arrays.copyOf(none, length);
    }

    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
