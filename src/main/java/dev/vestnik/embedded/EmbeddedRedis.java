package dev.vestnik.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's part in the real Redis of one data folder: the first process starts it, those after it join, the last one
 * to leave shuts it down. While held, a Redis that died is started again on the same port and data.
 *
 * <p>Data is appended to a file and synced every second, so a power cut may lose about the last second; nothing is evicted;
 * it listens on loopback only.
 */
public final class EmbeddedRedis implements AutoCloseable {
    /** Client names that begin so belong to Vestnik; while there is one, Redis is in use. */
    public static final String CLIENT_PREFIX = "vestnik:";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final int READ_MILLIS = 5_000;
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);
    private static final long RETRY_MILLIS = 20;
    private static final long REVIVE_MILLIS = 500;

    private final RedisProcess process;
    private final Path lockFile;
    private final int port;
    private final boolean started;
    private volatile RedisSocket presence;
    private volatile boolean closed;

    private EmbeddedRedis(RedisProcess process, Path lockFile, int port, boolean started) throws IOException {
        this.process = process;
        this.lockFile = lockFile;
        this.port = port;
        this.started = started;
        this.presence = announce(port);
        Thread watch = new Thread(this::watch, "embedded-redis-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * Joins the Redis that runs on this folder, or starts one on a free port, on the one it had before if possible.
     *
     * @throws EmbeddedRedisException where it cannot run here, with a sentence
     */
    public static EmbeddedRedis startOrJoin(Path folder) {
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            Path lockFile = real.resolve("instance.lock");
            RedisProcess process = new RedisProcess(real);
            try (FolderLock lock = FolderLock.take(lockFile)) {
                Integer running = process.running();
                int port = running == null ? process.start() : running;
                return new EmbeddedRedis(process, lockFile, port, running == null);
            }
        } catch (IOException failed) {
            throw new EmbeddedRedisException(
                    "The embedded Redis cannot use the folder " + folder + ": " + failed.getMessage(), failed);
        }
    }

    public int port() {
        return port;
    }

    /** {@code redis://127.0.0.1:port}. */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Whether this process started it; false where it joined. */
    public boolean started() {
        return started;
    }

    private static RedisSocket announce(int port) throws IOException {
        RedisSocket socket = new RedisSocket(port, READ_MILLIS);
        try {
            socket.ask("CLIENT", "SETNAME", CLIENT_PREFIX + "present:" + UUID.randomUUID());
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private void watch() {
        while (!closed) {
            try {
                presence.awaitEnd();
            } catch (IOException ended) {
                // an end like any other
            }
            if (!closed) {
                revive();
            }
        }
    }

    private void revive() {
        LOG.warn("The embedded Redis has gone; starting it again on port {}", port);
        while (!closed) {
            try (FolderLock lock = FolderLock.take(lockFile)) {
                if (closed) {
                    return;
                }
                Integer running = process.running();
                if (running == null) {
                    process.start(port);
                }
                presence = announce(port);
                return;
            } catch (IOException | EmbeddedRedisException failed) {
                LOG.warn("The embedded Redis does not come back: {}", failed.getMessage());
            }
            try {
                Pause.millis(REVIVE_MILLIS);
            } catch (IOException interrupted) {
                return;
            }
        }
    }

    /** Leaves. The last of Vestnik to leave shuts Redis down, its data written. Close this process's clients before. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        try (FolderLock lock = FolderLock.take(lockFile)) {
            closed = true;
            presence.close();
            if (lastOneOut()) {
                shutdown();
            }
        } catch (IOException failed) {
            LOG.warn("The embedded Redis was left running: {}", failed.getMessage());
        }
    }

    /** Asks for a while, since Redis sees the end of a connection a little later than we do. */
    private boolean lastOneOut() throws IOException {
        long start = System.nanoTime();
        try (RedisSocket redis = new RedisSocket(port, READ_MILLIS)) {
            while (inUse(redis)) {
                if (System.nanoTime() - start > CLOSING.toNanos()) {
                    return false;
                }
                Pause.millis(RETRY_MILLIS);
            }
            return true;
        }
    }

    private static boolean inUse(RedisSocket redis) throws IOException {
        return redis.ask("CLIENT", "LIST").stream()
                .flatMap(String::lines)
                .anyMatch(client -> client.contains(" name=" + CLIENT_PREFIX));
    }

    private void shutdown() throws IOException {
        try (RedisSocket redis = new RedisSocket(port, (int) SHUTDOWN.toMillis())) {
            redis.ask("SHUTDOWN");
        } catch (java.io.EOFException | java.net.SocketException gone) {
            LOG.debug("The embedded Redis has shut down");
        }
    }
}
