package dev.vestnik.endtoend;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.awaitility.Awaitility;
import redis.embedded.RedisServer;

/** A Redis process with AOF that can be restarted with its data while clients use it. */
final class RestartableRedis implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final RedisClient client;
    private final RedisCommands<String, String> commands;
    private RedisServer server;

    RestartableRedis(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        start();
        client = RedisClient.create(url());
        client.setOptions(ClientOptions.builder().autoReconnect(true).build());
        client.setDefaultTimeout(Duration.ofSeconds(5));
        commands = client.connect().sync();
    }

    private void start() {
        server = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("dir " + folder)
                .setting("appendonly yes")
                .setting("maxmemory-policy noeviction")
                .setting("save \"\"")
                .build();
        server.start();
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    void restart() {
        server.stop();
        start();
    }

    /** Asks again and again while Redis is away: what is asked may have been done already. */
    <T> T ask(Function<RedisCommands<String, String>, T> what) {
        return Awaitility.await("Redis answers")
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsMatching(RedisException.class::isInstance)
                .until(() -> what.apply(commands), answer -> true);
    }

    RedisCommands<String, String> commands() {
        return commands;
    }

    @Override
    public void close() {
        client.shutdown();
        server.stop();
    }
}
