package dev.vestnik.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.csv.DirectoryFolder;
import dev.vestnik.directory.load.DirectoryRefresher;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.directory.load.RefreshResult;
import dev.vestnik.store.Keys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Measures a directory of 300,000 ranges and 20,000 people that replaces a small one: how long one instance needs until it is
 * in force, how long another one until it has followed, and how long that one's dispatch waits meanwhile. Each instance is a
 * process of its own, with the part of Vestnik that reads the directory.
 */
public final class DirectoryBenchmark {
    private static final int RANGES = 300_000;
    private static final int PEOPLE = 20_000;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Keys KEYS = new Keys("vestnik:");

    private final Path folder;
    private final BenchRedis redis;

    /** @param folder for the files of the directory */
    DirectoryBenchmark(Path folder, BenchRedis redis) {
        this.folder = folder;
        this.redis = redis;
    }

    /** @param arguments what the process is to do, {@code replace} or {@code follow}; the URL of Redis; the folder */
    public static void main(String[] arguments) throws Exception {
        // The output is for the process that has started this one.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        RedisClient client = RedisClient.create(arguments[1]);
        try {
            RedisCommands<String, String> redis = client.connect().sync();
            if (arguments[0].equals("replace")) {
                replace(redis, Path.of(arguments[2]));
            } else {
                follow(redis);
            }
        } finally {
            client.shutdown();
        }
    }

    /** @return lines of the table */
    List<String> run(int rounds) throws IOException, InterruptedException {
        new LargeDirectory(10, 10).write(folder.resolve("small"));
        new LargeDirectory(RANGES, PEOPLE).write(folder.resolve("large"));
        List<String> table = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            table.add("i: " + round());
            System.out.println(table.get(round));
        }
        return table;
    }

    private String round() throws IOException, InterruptedException {
        Process replacer = start("replace");
        BufferedReader replaces = replacer.inputReader(UTF_8);
        replaces.readLine();
        Process follower = start("follow");
        BufferedReader follows = follower.inputReader(UTF_8);
        follows.readLine();
        replacer.getOutputStream().close();
        long inForce = Long.parseLong(replaces.readLine());
        long followed = Long.parseLong(follows.readLine());
        return "%s; another instance followed after %d ms, %s"
                .formatted(replaces.readLine(), (followed - inForce) / 1_000, follows.readLine());
    }

    private Process start(String what) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(System.getProperty("bench.java", "").split(" ")));
        command.removeIf(String::isEmpty);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DirectoryBenchmark.class.getName()));
        command.addAll(List.of(what, redis.uri(), folder.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Puts a small directory in force, and when its input ends, a large one. Prints when that was, and what it took. */
    private static void replace(RedisCommands<String, String> redis, Path folder) throws IOException {
        DirectoryService directories = new DirectoryService(redis, KEYS, false);
        DirectoryRefusals refusals = new DirectoryRefusals(redis, KEYS);
        refresh(new DirectoryRefresher(
                directories,
                refusals,
                new DirectoryFolder(folder.resolve("small")),
                steps -> Optional.empty(),
                0.2,
                false));
        DirectoryRefresher refresher = new DirectoryRefresher(
                directories,
                refusals,
                new DirectoryFolder(folder.resolve("large")),
                steps -> Optional.empty(),
                0.2,
                false);
        System.out.println("ready");
        System.in.read();
        long before = heap();
        long processor = processor();
        long begun = Load.now();
        refresh(refresher);
        long end = Load.now();
        processor = processor() - processor;
        System.out.println(end);
        System.out.printf(
                "in force after %d ms (%d ms of processor time), %d MB more heap%n",
                (end - begun) / 1_000, processor, (heap() - before) / 1_000_000);
        Objects.requireNonNull(directories.last());
    }

    private static void refresh(DirectoryRefresher refresher) {
        if (!(refresher.refresh(Set.of(), true) instanceof RefreshResult.Replaced)) {
            throw new IllegalStateException("The directory was not replaced");
        }
    }

    /** Asks as dispatch does, each millisecond, until it has the new directory. Prints when that was, and the longest pause. */
    private static void follow(RedisCommands<String, String> redis) throws InterruptedException {
        DirectoryService directories = new DirectoryService(redis, KEYS, false);
        Directory old = directories.at(redis.get(KEYS.directoryVersion()));
        System.out.println("ready");
        String version = redis.get(KEYS.directoryVersion());
        long before = heap();
        long usual = 0;
        long longest = 0;
        long processor = processor();
        Directory now = old;
        long give = System.nanoTime() + LONGEST.toNanos();
        while (now == old && System.nanoTime() < give) {
            TimeUnit.MILLISECONDS.sleep(1);
            long asked = System.nanoTime();
            String wanted = redis.get(KEYS.directoryVersion());
            now = directories.at(wanted);
            long pause = System.nanoTime() - asked;
            if (Objects.equals(wanted, version)) {
                usual = Math.max(usual, pause);
                processor = processor();
            } else {
                longest = Math.max(longest, pause);
            }
        }
        if (now == old) {
            throw new IllegalStateException("There is no new directory");
        }
        System.out.println(Load.now());
        System.out.printf(
                "%d ms of processor time, longest pause of dispatch %d ms (before the change %d ms), %d MB more heap%n",
                processor() - processor, longest / 1_000_000, usual / 1_000_000, (heap() - before) / 1_000_000);
    }

    private static long processor() {
        return ((com.sun.management.OperatingSystemMXBean)
                                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1_000_000;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
