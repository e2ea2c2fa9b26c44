package dev.vestnik.testing;

import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** A real Redis for one test class, empty before each test. */
public final class RedisExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private RealRedis redis;
    private RedisClient client;
    private StatefulRedisConnection<String, String> connection;
    private Path folder;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("vestnik-redis");
        redis = RealRedis.start(context, folder);
        client = RedisClient.create(redis.url());
        connection = client.connect();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        commands().flushall();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (connection != null) {
            connection.close();
            client.shutdown();
            redis.close();
        }
        FileSystemUtils.deleteRecursively(folder);
    }

    public RedisCommands<String, String> commands() {
        return connection.sync();
    }

    /** Another connection to the same Redis, closed with the client. */
    public RedisCommands<String, String> moreCommands() {
        return client.connect().sync();
    }

    /** Performs a write as a settlement does. */
    public void write(RedisWrite write) {
        commands()
                .eval(
                        "redis.call(unpack(ARGV)) return 1",
                        ScriptOutputType.INTEGER,
                        new String[0],
                        write.command().toArray(String[]::new));
    }

    /** Performs these writes at one moment, as a settlement does. */
    public void write(List<RedisWrite> writes) {
        List<String> arguments = new ArrayList<>();
        writes.forEach(write -> {
            arguments.add(Integer.toString(write.command().size()));
            arguments.addAll(write.command());
        });
        commands().eval("""
                local i = 1
                while i <= #ARGV do
                  local n = tonumber(ARGV[i])
                  redis.call(unpack(ARGV, i + 1, i + n))
                  i = i + n + 1
                end
                return 1""", ScriptOutputType.INTEGER, new String[0], arguments.toArray(String[]::new));
    }

    public Keys keys() {
        return new Keys("vestnik");
    }

    /** Stops Redis, which keeps its data; {@link #start} starts it again. */
    public void stop() {
        redis.stop();
    }

    public void start() {
        redis.start();
    }

    public String url() {
        return redis.url();
    }
}
