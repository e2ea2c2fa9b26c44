package dev.vestnik.embedded;

import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
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
        try (InputStream packed = RedisExecProvider.class.getResourceAsStream("/" + name())) {
            if (packed == null) {
                throw new EmbeddedRedisException("There is no embedded Redis for " + System.getProperty("os.name")
                        + " on " + System.getProperty("os.arch") + ": run a Redis "
                        + RedisStreamsComponent.OLDEST_REDIS + " or newer and set REDIS_URL");
            }
            Path fresh = Files.createTempFile(folder, "redis-server", ".new");
            Files.copy(packed, fresh, StandardCopyOption.REPLACE_EXISTING);
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

    /** The library has a choice of its own, for which it needs Guava and runs {@code uname}. */
    private static String name() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : System.getProperty("os.name");
        String processor =
                switch (System.getProperty("os.arch")) {
                    case "x86_64" -> "amd64";
                    case "aarch64" -> "arm64";
                    case "i386", "x86" -> "386";
                    default -> System.getProperty("os.arch");
                };
        return "redis-server-" + RedisExecProvider.redisVersion + "-" + system.toLowerCase(Locale.ROOT) + "-"
                + processor;
    }
}
