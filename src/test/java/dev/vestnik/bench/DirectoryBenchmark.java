package dev.vestnik.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Measures a directory of 300,000 ranges and 20,000 people: how long one instance, just started, needs until it is in force, how long another one
 * until it has followed, and how long that one's dispatch waits meanwhile. Each instance is a process of its own. See
 * docs/benchmark.md.
 */
public final class DirectoryBenchmark {
    private static final int RANGES = 300_000;
    private static final int PEOPLE = 20_000;
    private static final int AREAS = 200;
    private static final int ROUNDS = Integer.getInteger("bench.starts", 3);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private DirectoryBenchmark() {}

    /** @param arguments none; or, in the processes that it starts itself, what to be, and the URL of Redis */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            Path folder = Files.createTempDirectory("vestnik-bench");
            try (BenchRedis redis = new BenchRedis(folder)) {
                System.out.println(redis.about());
                write(folder.resolve("small"), 10, 10);
                write(folder.resolve("large"), RANGES, PEOPLE);
                for (int round = 0; round < ROUNDS; round++) {
                    round(folder, redis);
                }
            }
            return;
        }
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

    private static void round(Path folder, BenchRedis redis) throws IOException, InterruptedException {
        Process replacer = start("replace", redis.uri(), folder.toString());
        BufferedReader replaces = replacer.inputReader(UTF_8);
        replaces.readLine();
        Process follower = start("follow", redis.uri());
        BufferedReader follows = follower.inputReader(UTF_8);
        follows.readLine();
        replacer.getOutputStream().close();
        List<String> replaced = replaces.lines().toList();
        long inForce = Long.parseLong(replaced.get(0));
        long followed = Long.parseLong(follows.readLine());
        System.out.printf(
                "%s; followed after %d ms; %s%n", replaced.get(1), (followed - inForce) / 1_000, follows.readLine());
        follower.waitFor();
        replacer.waitFor();
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(System.getProperty("bench.java", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                .split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DirectoryBenchmark.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Puts a small directory in force, and when its input ends, a large one. Prints when that was, and what it took. */
    private static void replace(RedisCommands<String, String> redis, Path folder) throws IOException {
        Keys keys = new Keys("vestnik:");
        DirectoryService directories = new DirectoryService(redis, keys, false);
        DirectoryRefusals refusals = new DirectoryRefusals(redis, keys);
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
                "in force after %d ms (%d ms of processor time), %d MB more heap",
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
        Keys keys = new Keys("vestnik:");
        DirectoryService directories = new DirectoryService(redis, keys, false);
        Directory old = directories.at(redis.get(keys.directoryVersion()));
        System.out.println("ready");
        String version = redis.get(keys.directoryVersion());
        long before = heap();
        long usual = 0;
        long longest = 0;
        long processor = processor();
        Directory now = old;
        long give = System.nanoTime() + LONGEST.toNanos();
        while (now == old && System.nanoTime() < give) {
            TimeUnit.MILLISECONDS.sleep(1);
            long asked = System.nanoTime();
            String wanted = redis.get(keys.directoryVersion());
            now = directories.at(wanted);
            long pause = System.nanoTime() - asked;
            if (Objects.equals(wanted, version)) {
                usual = Math.max(usual, pause);
                processor = processor();
            } else {
                longest = Math.max(longest, pause);
            }
        }
        System.out.println(Load.now());
        System.out.printf(
                "%d ms of processor time; longest pause %d ms, before the change %d ms; %d MB more heap",
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

    /** One range in ten lies within another. */
    private static void write(Path folder, int ranges, int people) throws IOException {
        List<String> areas = new ArrayList<>(List.of("area,name"));
        for (int i = 0; i < AREAS; i++) {
            areas.add("area-" + i + ",Область " + i);
        }
        List<String> blocks = new ArrayList<>(List.of("cidr,area"));
        int outer = ranges * 9 / 10;
        for (int i = 0; i < outer; i++) {
            blocks.add("%d.%d.%d.0/24,area-%d".formatted(10 + i / 65_536, i / 256 % 256, i % 256, i / 256 % AREAS));
        }
        for (int i = 0; i < ranges - outer; i++) {
            blocks.add("%d.%d.%d.%d/28,area-%d"
                    .formatted(10 + i / 65_536, i / 256 % 256, i % 256, i % 16 * 16, i % AREAS));
        }
        List<String> persons = new ArrayList<>(List.of("phone,name,areas,role,language,zone"));
        for (int i = 0; i < people; i++) {
            persons.add("+7916%07d,Сотрудник %d,area-%d|area-%d,operator,ru,Europe/Moscow"
                    .formatted(i, i, i % AREAS, (i + 7) % AREAS));
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve("areas.csv"), areas);
        Files.write(folder.resolve("rangeips.csv"), blocks);
        Files.write(folder.resolve("people.csv"), persons);
    }
}
