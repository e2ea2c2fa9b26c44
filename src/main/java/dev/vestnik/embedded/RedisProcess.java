package dev.vestnik.embedded;

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
 * The Redis of one data folder: finds the one that runs there, or starts it. It runs as a daemon, in a session of its own,
 * so that neither Ctrl-C nor {@code kill -9} of the process that started it ends it. Call under the folder's lock.
 */
final class RedisProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOADING = Duration.ofMinutes(5);
    private static final int READ_MILLIS = 5_000;
    private static final long RETRY_MILLIS = 10;

    private final Path folder;
    private final SmallFile file;

    RedisProcess(Path folder) {
        this.folder = folder;
        this.file = new SmallFile(folder.resolve("instance.properties"));
    }

    /** The port of the Redis that runs on this folder, or null. */
    @Nullable
    Integer running() throws IOException {
        Integer port = recordedPort();
        return port != null && answers(port) ? port : null;
    }

    /** Starts a Redis on the port that it had before, if that is still free, so that addresses stay good. */
    int start() throws IOException {
        Integer before = recordedPort();
        int port = before != null && isFree(before) ? before : freePort();
        return start(port);
    }

    /** @throws EmbeddedRedisException where it does not come up, with the last line of its log */
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
            Duration patience = state.startsWith("LOADING") ? LOADING : PATIENCE;
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new EmbeddedRedisException(
                        "The embedded Redis does not answer on port " + port + ": " + lastLine(log));
            }
            Pause.millis(RETRY_MILLIS);
        }
    }

    /** Whether what answers there is the Redis of this folder, and not another that got the port since. */
    private boolean answers(int port) throws IOException {
        String state = state(port);
        if (state.startsWith("LOADING")) {
            awaitAnswer(port, folder.resolve("redis.log"));
            return true;
        }
        return state.isEmpty();
    }

    /** Empty where it is ready, else why it is not. */
    private String state(int port) {
        try (RedisSocket redis = new RedisSocket(port, READ_MILLIS)) {
            redis.ask("PING");
            List<String> dir = redis.ask("CONFIG", "GET", "dir");
            boolean ours = dir.size() == 2 && Files.isSameFile(Path.of(dir.get(1)), folder);
            return ours ? "" : "another Redis has the port";
        } catch (IOException unreachable) {
            return String.valueOf(unreachable.getMessage());
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
