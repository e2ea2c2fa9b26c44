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
        this(Files.createDirectories(folder), true);
    }

    private RestartableRedis(Path folder, boolean appending) throws IOException {
        this.folder = folder;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        start(appending);
        client = RedisClient.create(url());
        client.setOptions(ClientOptions.builder().autoReconnect(true).build());
        client.setDefaultTimeout(Duration.ofSeconds(5));
        commands = client.connect().sync();
    }

    /** With the data of a dump, as the operators' page says: a Redis with AOF ignores the dump. */
    static RestartableRedis restored(Path dump) throws IOException {
        RestartableRedis redis = new RestartableRedis(dump.getParent(), false);
        redis.commands.configSet("appendonly", "yes");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            String state = redis.commands.info("persistence");
            return state.contains("aof_rewrite_in_progress:0") && state.contains("aof_last_bgrewrite_status:ok");
        });
        redis.restart();
        return redis;
    }

    private void start(boolean appending) {
        server = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("dir " + folder)
                .setting("appendonly " + (appending ? "yes" : "no"))
                .setting("maxmemory-policy noeviction")
                .setting("save \"\"")
                .build();
        server.start();
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    void stop() {
        server.stop();
    }

    /** With AOF, and the data that it had. */
    void start() {
        start(true);
    }

    void restart() {
        stop();
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
