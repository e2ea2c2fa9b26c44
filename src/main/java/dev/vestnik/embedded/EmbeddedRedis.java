package dev.vestnik.embedded;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's use of the Redis server of one data folder. The first process starts the server, later ones join it, and
 * the last one shuts it down. If the server dies while it is in use, it is started again with the same port and data.
 *
 * <p>The server appends data to a file and syncs it every second, so a power cut may lose about the last second. It evicts
 * nothing and listens on the loopback interface only.
 */
public final class EmbeddedRedis implements AutoCloseable {
    /** The prefix of the client names of Vestnik. The server is in use while such a client is connected. */
    public static final String CLIENT_PREFIX = "vestnik:";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DISCONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);
    private static final long RETRY_MILLIS = 20;
    private static final long RESTART_MILLIS = 500;

    private final RedisClient client;
    private final RedisProcess process;
    private final Path lockFile;
    private final int port;
    private final boolean started;
    private volatile LocalConnection presence;
    private volatile boolean closed;

    private EmbeddedRedis(RedisClient client, RedisProcess process, Path lockFile, int port, boolean started) {
        this.client = client;
        this.process = process;
        this.lockFile = lockFile;
        this.port = port;
        this.started = started;
        this.presence = announce();
        Thread watch = new Thread(this::watch, "embedded-redis-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * Joins the server that runs on this folder, or starts one, on its previous port if possible.
     *
     * @throws EmbeddedRedisException if it cannot run here
     */
    public static EmbeddedRedis startOrJoin(Path folder) {
        RedisClient client = LocalConnection.client();
        try {
            return startOrJoin(folder, client);
        } catch (IOException | RuntimeException failed) {
            LocalConnection.shutDown(client);
            if (failed instanceof EmbeddedRedisException explained) {
                throw explained;
            }
            throw new EmbeddedRedisException(
                    "The embedded Redis cannot use the folder " + folder + ": " + failed.getMessage(), failed);
        }
    }

    private static EmbeddedRedis startOrJoin(Path folder, RedisClient client) throws IOException {
        Files.createDirectories(folder);
        Path real = folder.toRealPath();
        Path lockFile = real.resolve("instance.lock");
        RedisProcess process = new RedisProcess(real, client);
        try (FolderLock lock = FolderLock.take(lockFile)) {
            Integer running = process.running();
            int port = running == null ? process.start() : running;
            return new EmbeddedRedis(client, process, lockFile, port, running == null);
        }
    }

    public int port() {
        return port;
    }

    /** {@code redis://127.0.0.1:port}. */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Whether this process started the server; false if it joined. */
    public boolean started() {
        return started;
    }

    private LocalConnection announce() {
        LocalConnection connection = LocalConnection.open(client, port, COMMAND_TIMEOUT);
        try {
            connection.commands().clientSetname(CLIENT_PREFIX + "present:" + UUID.randomUUID());
            return connection;
        } catch (RedisException failed) {
            connection.close();
            throw failed;
        }
    }

    private void watch() {
        while (!closed) {
            try {
                presence.awaitEnd();
            } catch (InterruptedException interrupted) {
                return;
            }
            if (!closed) {
                restart();
            }
        }
    }

    private void restart() {
        LOG.warn("The embedded Redis has ended; starting it again on port {}", port);
        while (!closed) {
            try (FolderLock lock = FolderLock.take(lockFile)) {
                if (closed) {
                    return;
                }
                Integer running = process.running();
                if (running == null) {
                    process.start(port);
                }
                presence = announce();
                return;
            } catch (IOException | EmbeddedRedisException | RedisException failed) {
                LOG.warn("The embedded Redis cannot be started again: {}", failed.getMessage());
            }
            try {
                Pause.millis(RESTART_MILLIS);
            } catch (IOException interrupted) {
                return;
            }
        }
    }

    /** Leaves the server; the last process shuts it down. Close this process's own clients first. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        try (FolderLock lock = FolderLock.take(lockFile)) {
            closed = true;
            presence.close();
            if (isUnused()) {
                shutdown();
            }
        } catch (IOException | RedisException failed) {
            LOG.warn("The embedded Redis was left running: {}", failed.getMessage());
        } finally {
            LocalConnection.shutDown(client);
        }
    }

    /** Polls for a while, because the server notices the end of a connection later than its client. */
    private boolean isUnused() throws IOException {
        long start = System.nanoTime();
        try (LocalConnection redis = LocalConnection.open(client, port, COMMAND_TIMEOUT)) {
            while (inUse(redis)) {
                if (System.nanoTime() - start > DISCONNECT_TIMEOUT.toNanos()) {
                    return false;
                }
                Pause.millis(RETRY_MILLIS);
            }
            return true;
        }
    }

    private static boolean inUse(LocalConnection redis) {
        return redis.commands().clientList().lines().anyMatch(client -> client.contains(" name=" + CLIENT_PREFIX));
    }

    private void shutdown() throws IOException {
        try (LocalConnection redis = LocalConnection.open(client, port, COMMAND_TIMEOUT)) {
            redis.shutDownServer(SHUTDOWN_TIMEOUT);
        }
    }
}
