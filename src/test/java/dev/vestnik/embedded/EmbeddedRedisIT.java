package dev.vestnik.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {
    @TempDir
    Path folder;

    private final List<EmbeddedRedis> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(EmbeddedRedis::close);
    }

    @Test
    void keepsEveryWriteAndEvictsNothing() {
        EmbeddedRedis redis = start();

        assertThat(ask(redis, "INFO", "persistence")).contains("aof_enabled:1");
        assertThat(ask(redis, "CONFIG", "GET", "appendfsync")).isEqualTo("appendfsync everysec");
        assertThat(ask(redis, "CONFIG", "GET", "maxmemory-policy")).isEqualTo("maxmemory-policy noeviction");
        assertThat(ask(redis, "CONFIG", "GET", "bind")).isEqualTo("bind 127.0.0.1");
    }

    @Test
    void theSecondJoinsTheFirst() {
        EmbeddedRedis first = start();
        EmbeddedRedis second = start();

        assertThat(first.started()).isTrue();
        assertThat(second.started()).isFalse();
        assertThat(second.port()).isEqualTo(first.port());
    }

    @Test
    void twoStartingAtOnceShareOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<EmbeddedRedis> start = this::start;
            List<Future<EmbeddedRedis>> all = threads.invokeAll(List.of(start, start, start, start));
            int port = all.get(0).get().port();
            int starters = 0;
            for (Future<EmbeddedRedis> one : all) {
                assertThat(one.get().port()).isEqualTo(port);
                starters += one.get().started() ? 1 : 0;
            }
            assertThat(starters).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyTheLastOneOutShutsItDown() {
        EmbeddedRedis first = start();
        EmbeddedRedis second = start();

        first.close();
        assertThat(answers(first.port())).isTrue();
        second.close();
        assertThat(answers(first.port())).isFalse();
    }

    @Test
    void staysForAClientThatCameByItsAddress() {
        EmbeddedRedis redis = start();
        RedisURI uri = RedisURI.create(redis.uri());
        uri.setClientName("vestnik:elsewhere");
        RedisClient client = RedisClient.create(uri);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            redis.close();
            assertThat(connection.sync().ping()).isEqualTo("PONG");
        } finally {
            client.shutdown();
            start();
        }
    }

    @Test
    void dataAndPortOutliveARestart() {
        EmbeddedRedis before = start();
        ask(before, "SET", "kept", "yes");
        before.close();

        EmbeddedRedis after = start();
        assertThat(after.started()).isTrue();
        assertThat(after.port()).isEqualTo(before.port());
        assertThat(ask(after, "GET", "kept")).isEqualTo("yes");
    }

    @Test
    void comesBackOnItsPortWhenItWasKilled() throws Exception {
        EmbeddedRedis redis = start();
        ask(redis, "SET", "kept", "yes");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Files.size(aof(folder)) > 0
                        && Files.readString(aof(folder)).contains("kept"));
        kill(redis);

        await().atMost(Duration.ofSeconds(20)).until(() -> answers(redis.port()));
        assertThat(ask(redis, "GET", "kept")).isEqualTo("yes");
    }

    @Test
    void anOrphanIsJoined() throws Exception {
        Process starter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = starter.inputReader()
                .lines()
                .filter(line -> line.startsWith("port "))
                .findFirst()
                .orElseThrow();
        int port = Integer.parseInt(said.substring("port ".length()));
        starter.destroyForcibly().waitFor();
        assertThat(answers(port)).isTrue();

        EmbeddedRedis joined = start();
        assertThat(joined.started()).isFalse();
        assertThat(joined.port()).isEqualTo(port);
        joined.close();
        assertThat(answers(port)).isFalse();
    }

    @Test
    void aPortThatAnotherRedisGotSinceIsNotJoined(@TempDir Path other) throws IOException {
        EmbeddedRedis elsewhere = EmbeddedRedis.startOrJoin(other);
        opened.add(elsewhere);
        Files.writeString(folder.resolve("instance.properties"), "port=" + elsewhere.port());

        EmbeddedRedis redis = start();
        assertThat(redis.started()).isTrue();
        assertThat(redis.port()).isNotEqualTo(elsewhere.port());
    }

    @Test
    void aDamagedFileOrAStalePortIsNoHindrance() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(folder.resolve("instance.properties"), "port=\\u00zz");
            assertThat(start().started()).isTrue();
            assertThat(silent.isBound()).isTrue();
        }
    }

    /** Starts the Redis of a folder, says its port, and waits to be killed. */
    static final class Starter {
        public static void main(String[] args) throws InterruptedException {
            EmbeddedRedis redis = EmbeddedRedis.startOrJoin(Path.of(args[0]));
            System.out.println("port " + redis.port());
            Thread.currentThread().join();
        }
    }

    private synchronized void remember(EmbeddedRedis redis) {
        opened.add(redis);
    }

    private EmbeddedRedis start() {
        EmbeddedRedis redis = EmbeddedRedis.startOrJoin(folder);
        remember(redis);
        return redis;
    }

    private static Path aof(Path folder) throws IOException {
        try (var files = Files.walk(folder.resolve("appendonlydir"))) {
            return files.filter(file -> file.toString().endsWith(".incr.aof"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void kill(EmbeddedRedis redis) {
        Matcher pid = Pattern.compile("process_id:(\\d+)").matcher(ask(redis, "INFO", "server"));
        assertThat(pid.find()).isTrue();
        ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow().destroyForcibly();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static String ask(EmbeddedRedis redis, String command, String... arguments) {
        RedisClient client = RedisClient.create(RedisURI.create(redis.uri()));
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            List<Object> answer = connection
                    .sync()
                    .dispatch(
                            CommandType.valueOf(command),
                            new NestedMultiOutput<>(StringCodec.UTF8),
                            new CommandArgs<>(StringCodec.UTF8).addValues(arguments));
            return answer.stream().map(String::valueOf).collect(Collectors.joining(" "));
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }
}
