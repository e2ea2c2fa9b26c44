package dev.vestnik.embedded;

import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.RedisExecProvider;

/** Unpacks the Redis server in the jar into an executable file. */
final class RedisBinary {
    private RedisBinary() {}

    /**
     * Returns the server for this system, unpacked into {@code folder}.
     *
     * @throws EmbeddedRedisException if the jar has none for this system, or the folder is not writable
     */
    static Path in(Path folder) {
        Path binary = folder.resolve("redis-server-" + RedisExecProvider.redisVersion);
        if (Files.isExecutable(binary)) {
            return binary;
        }
        File unpacked;
        try {
            unpacked = RedisExecProvider.defaultProvider().get();
        } catch (IOException | RuntimeException none) {
            throw new EmbeddedRedisException(
                    "There is no embedded Redis for " + System.getProperty("os.name") + " on "
                            + System.getProperty("os.arch") + ": run a Redis " + RedisStreamsComponent.OLDEST_REDIS
                            + " or newer and set REDIS_URL",
                    none);
        }
        try {
            Path fresh = Files.createTempFile(folder, "redis-server", ".new");
            Files.copy(unpacked.toPath(), fresh, StandardCopyOption.REPLACE_EXISTING);
            if (!fresh.toFile().setExecutable(true)) {
                throw new IOException("the file cannot be made executable");
            }
            Files.move(fresh, binary, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return binary;
        } catch (IOException unwritable) {
            throw new EmbeddedRedisException(
                    "The embedded Redis cannot be unpacked into " + folder + ": " + unwritable.getMessage(),
                    unwritable);
        }
    }
}
