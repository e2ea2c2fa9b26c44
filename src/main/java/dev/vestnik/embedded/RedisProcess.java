package dev.vestnik.embedded;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The Redis of one data folder: finds the running one, or starts it. It runs as a daemon in its own session, so that it
 * survives Ctrl-C and {@code kill -9} of the process that started it. Call with the folder's lock held.
 */
final class RedisProcess {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LOADING_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);
    private static final long RETRY_MILLIS = 10;

    private final Path folder;
    private final RedisClient client;
    private final PropertiesFile file;

    RedisProcess(Path folder, RedisClient client) {
        this.folder = folder;
        this.client = client;
        this.file = new PropertiesFile(folder.resolve("instance.properties"));
    }

    /** The port of the Redis that runs on this folder, or null. */
    @Nullable
    Integer running() throws IOException {
        Integer port = recordedPort();
        return port != null && answers(port) ? port : null;
    }

    /** Starts a Redis on its previous port if that is free, so that its address stays the same, else on any free port. */
    int start() throws IOException {
        Integer before = recordedPort();
        int port = before != null && isFree(before) ? before : freePort();
        return start(port);
    }

    /** @throws EmbeddedRedisException if it does not start; the message has the last line of its log */
    int start(int port) throws IOException {
        Path binary = RedisBinary.in(folder);
        Path log = folder.resolve("redis.log");
        Files.deleteIfExists(log);
        Path conf = Files.writeString(folder.resolve("redis.conf"), conf(port, log));
        run(binary, conf);
        awaitAnswer(port, log);
        Properties values = new Properties();
        values.setProperty("port", Integer.toString(port));
        file.write(values);
        return port;
    }

    private String conf(int port, Path log) {
        return """
                # Written by Vestnik at each start; changes are lost.
                bind 127.0.0.1
                port %d
                dir "%s"
                daemonize yes
                logfile "%s"
                pidfile "%s"
                appendonly yes
                appendfsync everysec
                save ""
                maxmemory-policy noeviction
                """.formatted(port, quoted(folder), quoted(log), quoted(folder.resolve("redis.pid")));
    }

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private void run(Path binary, Path conf) throws IOException {
        try {
            Process process = new ProcessBuilder(binary.toString(), conf.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(
                            folder.resolve("redis.start.log").toFile()))
                    .start();
            if (process.waitFor() != 0) {
                throw new EmbeddedRedisException(
                        "The embedded Redis does not start: " + lastLine(folder.resolve("redis.start.log")));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new EmbeddedRedisException("The start of the embedded Redis was interrupted", stopped);
        } catch (IOException cannotRun) {
            throw new EmbeddedRedisException(
                    "The embedded Redis in " + binary + " cannot be run (" + cannotRun.getMessage()
                            + "): put data/redis on a file system that allows it, or run a Redis and set REDIS_URL",
                    cannotRun);
        }
    }

    private void awaitAnswer(int port, Path log) throws IOException {
        long start = System.nanoTime();
        while (true) {
            String state = state(port);
            if (state.isEmpty()) {
                return;
            }
            Duration timeout = state.startsWith("LOADING") ? LOADING_TIMEOUT : START_TIMEOUT;
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw new EmbeddedRedisException(
                        "The embedded Redis does not answer on port " + port + ": " + lastLine(log));
            }
            Pause.millis(RETRY_MILLIS);
        }
    }

    /** Whether the Redis of this folder answers on this port; another one may have taken the port. */
    private boolean answers(int port) throws IOException {
        String state = state(port);
        if (state.startsWith("LOADING")) {
            awaitAnswer(port, folder.resolve("redis.log"));
            return true;
        }
        return state.isEmpty();
    }

    /** Empty if it is ready, else the reason why not. */
    private String state(int port) {
        try (LocalConnection redis = LocalConnection.open(client, port, COMMAND_TIMEOUT)) {
            redis.commands().ping();
            String dir = redis.commands().configGet("dir").get("dir");
            boolean ours = dir != null && Files.isSameFile(Path.of(dir), folder);
            return ours ? "" : "another Redis has the port";
        } catch (IOException | RedisException unreachable) {
            Throwable cause = unreachable.getCause();
            return String.valueOf((cause == null ? unreachable : cause).getMessage());
        }
    }

    private @Nullable Integer recordedPort() throws IOException {
        String port = file.read().getProperty("port", "");
        return port.matches("[0-9]{1,5}") ? Integer.valueOf(port) : null;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String lastLine(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "it wrote nothing";
        }
        List<String> lines =
                Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "it wrote nothing" : lines.get(lines.size() - 1);
    }
}
