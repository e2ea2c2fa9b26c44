package dev.vestnik.bench;

import dev.vestnik.bench.Load.Kind;
import dev.vestnik.bench.Load.Pushed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures the packaged service from the inbox to Telegram, and checks that everything arrived. Prints a line a round, then
 * the table. See docs/benchmark.md.
 */
public final class DeliveryBenchmark {
    private static final int EVENTS = 5_000;
    private static final int CHATS = 50;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 10);
    /** After so many rounds it counts as warm. */
    private static final int COLD_ROUNDS = 4;

    /** How many events one figure of latency is made of. */
    private static final int SINGLE = Integer.getInteger("bench.single", 100);

    private static final Duration GAP = Duration.ofMillis(Long.getLong("bench.gap", 300));

    private static final int STARTS = Integer.getInteger("bench.starts", 3);
    private static final Duration LONGEST = Duration.ofSeconds(180);
    private static final Map<String, String> ONE_BY_ONE = Map.of(
            "VESTNIK_DELIVERY_MERGE", "false",
            "VESTNIK_DELIVERY_PER_BOT", "unlimited",
            "VESTNIK_DELIVERY_PER_CHAT", "unlimited");
    private static final Map<String, String> MERGED = Map.of(
            "VESTNIK_DELIVERY_PER_BOT", "unlimited",
            "VESTNIK_DELIVERY_PER_CHAT", "unlimited");

    private final Path folder;
    private final BenchRedis redis;
    private final Processes processes;
    private final Load load;
    private final List<String> table = new ArrayList<>();
    private final List<Double> starts = new ArrayList<>();
    private boolean failed;

    private DeliveryBenchmark(Path folder, BenchRedis redis, Processes processes, Load load) {
        this.folder = folder;
        this.redis = redis;
        this.processes = processes;
        this.load = load;
    }

    /** @param arguments the packaged service; then the rows, of {@code abcdefghi} */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("vestnik-bench");
        boolean failed;
        try (BenchRedis redis = new BenchRedis(folder);
                Load load = new Load(redis);
                Processes processes =
                        new Processes(folder, Path.of(arguments[0]).toAbsolutePath(), redis.uri())) {
            System.out.println(redis.about());
            load.people(folder.resolve("directory"));
            DeliveryBenchmark benchmark = new DeliveryBenchmark(folder, redis, processes, load);
            benchmark.run(arguments.length > 1 ? arguments[1] : "abcdefghi");
            failed = benchmark.failed;
        }
        System.exit(failed ? 1 : 0);
    }

    private void run(String rows) throws Exception {
        System.out.println("Logs are kept for this run; each line: what, events/s, ms, what arrived");
        if (rows.contains("a")) {
            throughput("a: one by one", ONE_BY_ONE, "4500 warm, 2000 just started", "10000");
        }
        if (rows.contains("b")) {
            answersAfter50();
        }
        if (rows.contains("c")) {
            throughput("c: merged", MERGED, "3800 warm, 2000 just started", "8000");
        }
        if (rows.contains("d")) {
            flood();
        }
        if (rows.contains("e")) {
            latency();
        }
        if (rows.contains("f")) {
            kill();
        }
        if (rows.contains("g")) {
            presses();
        }
        if (rows.contains("h")) {
            posts();
        }
        if (rows.contains("i")) {
            table.addAll(new DirectoryBenchmark(folder, redis).run(STARTS));
        }
        row("start until ready, s", starts, "", "");
        System.out.printf("%n%-40s %9s %9s %9s  %-28s %s%n", "row", "min", "median", "max", "must", "aim");
        table.forEach(System.out::println);
        System.out.println(
                failed ? "SOMETHING DID NOT ARRIVE AS IT SHOULD, see above" : "Everything arrived, in order");
    }

    private void throughput(String name, Map<String, String> settings, String must, String aim) throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            start(settings);
            processes.telegram(Duration.ZERO, false);
            for (int round = 0; round < (start == 0 ? ROUNDS : 1); round++) {
                double rate = round(name + ", round " + (round + 1), EVENTS, CHATS);
                if (round == 0) {
                    first.add(rate);
                } else if (round >= COLD_ROUNDS) {
                    warm.add(rate);
                }
            }
            System.out.printf("%s: %d MiB resident%n", name, processes.memory());
            processes.stop();
        }
        row(name + ", just started, events/s", first, must, aim);
        row(name + ", warm, events/s", warm, must, aim);
    }

    private void answersAfter50() throws Exception {
        List<Double> rates = new ArrayList<>();
        start(ONE_BY_ONE);
        processes.telegram(Duration.ofMillis(50), false);
        for (int round = 0; round < 4; round++) {
            rates.add(round("b: answer after 50 ms, round " + (round + 1), EVENTS, CHATS));
        }
        processes.stop();
        row("b: answers after 50 ms, all, events/s", rates, "900", "980");
    }

    private void flood() throws Exception {
        List<Double> seconds = new ArrayList<>();
        start(Map.of());
        for (int round = 0; round < 3; round++) {
            processes.telegram(Duration.ZERO, true);
            double rate = round("d: flood, round " + (round + 1), 1_500, 5);
            seconds.add(1_500 / rate);
            TimeUnit.SECONDS.sleep(5);
        }
        processes.stop();
        row("d: flood of 300 to each of 5, s", seconds, "10, no 429", "6");
    }

    /** With the default settings; events that come at once are merged, so that it is warmed by thousands quickly. */
    private void latency() throws Exception {
        start(Map.of());
        processes.telegram(Duration.ZERO, true);
        light(20);
        TimeUnit.SECONDS.sleep(1);
        latencies("just started", light(SINGLE));
        for (int round = 0; round < COLD_ROUNDS; round++) {
            round("e: warming, round " + (round + 1), EVENTS, CHATS);
        }
        // A chat gets few waking events of one minute alone, the others in a digest.
        TimeUnit.SECONDS.sleep(61);
        processes.telegram(Duration.ZERO, true);
        light(20);
        TimeUnit.SECONDS.sleep(1);
        latencies("warm", light(SINGLE));
        processes.stop();
    }

    private void latencies(String when, List<Double> all) {
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        table.add(
                "e: one each %d ms, %s, ms: p50 %.2f, p90 %.2f, p99 %.2f, max %.2f; must p50 2, p99 14; aim p50 1, p99 5"
                        .formatted(
                                GAP.toMillis(),
                                when,
                                sorted[sorted.length / 2],
                                sorted[sorted.length * 90 / 100],
                                sorted[(int) Math.ceil(sorted.length * 0.99) - 1],
                                sorted[sorted.length - 1]));
    }

    private List<Double> light(int events) throws Exception {
        Map<String, Long> pushed = new TreeMap<>();
        long next = System.nanoTime();
        for (int i = 0; i < events; i++) {
            Pushed one = load.pushOne(CHATS);
            next += GAP.toNanos();
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            load.pushed();
            one.texts().values().forEach(texts -> pushed.put(texts.get(0), one.at()));
        }
        List<Double> latencies = new ArrayList<>();
        for (Call call : processes.calls()) {
            for (String text : call.texts()) {
                Long at = pushed.remove(text);
                if (at != null) {
                    latencies.add((call.at() - at) / 1_000.0);
                }
            }
        }
        failed |= !pushed.isEmpty();
        return latencies;
    }

    private void kill() throws Exception {
        int most = 0;
        for (int i = 0; i < STARTS; i++) {
            start(ONE_BY_ONE);
            processes.telegram(Duration.ZERO, false);
            Pushed pushed = load.push(EVENTS, CHATS, Kind.WITH_TEXT);
            processes.awaitTexts(EVENTS / (2 + i), LONGEST);
            processes.kill();
            start(ONE_BY_ONE);
            long ready = Load.now();
            processes.awaitTexts(EVENTS, LONGEST);
            TimeUnit.MILLISECONDS.sleep(500);
            Check check = Check.of(pushed, processes.calls());
            System.out.printf(
                    "f: kill -9 in the middle, %.1f s after the restart: %s%n", (check.end() - ready) / 1e6, check);
            failed |= !check.whole() || check.worst() > 1;
            most = Math.max(most, check.twice());
            processes.stop();
        }
        table.add("f: kill -9 in the middle, then restart: at most " + most
                + " twice; must 0 lost, one a chat twice; aim 3 twice");
    }

    /** 50 people press on 200 cards while a flood is delivered, with Telegram's limits. */
    private void presses() throws Exception {
        start(Map.of());
        processes.telegram(Duration.ZERO, false);
        load.push(EVENTS, CHATS, Kind.WARNING);
        processes.awaitTexts(EVENTS, LONGEST);
        load.open(CardPresses.INCIDENTS, CardPresses.EACH);
        CardPresses presses = new CardPresses(processes);
        presses.awaitCards(LONGEST);
        processes.telegram(Duration.ZERO, true);
        Pushed flood = load.push(EVENTS, CHATS, Kind.WARNING);
        CardPresses.Result result = presses.run();
        processes.awaitTexts(EVENTS, LONGEST);
        Check check = Check.of(flood, processes.calls());
        System.out.println("g: flood: " + check);
        processes.stop();
        table.add("g: " + result + "; must p50 20, p99 500, cards 5 s, no 429");
        failed |= !result.right() || !check.whole() || check.refused() > 0;
    }

    private void posts() throws Exception {
        PostedEvents posts = new PostedEvents(processes, load);
        start(posts.settings(folder));
        table.addAll(posts.run());
        processes.stop();
    }

    private void start(Map<String, String> settings) throws Exception {
        double seconds = processes.start(settings).toMillis() / 1_000.0;
        starts.add(seconds);
        load.awaitDirectory();
    }

    private double round(String name, int events, int chats) throws Exception {
        processes.telegram(Duration.ofMillis(name.startsWith("b") ? 50 : 0), name.startsWith("d"));
        Map<String, Long> pids = processes.pids();
        pids.put("redis", load.redisPid());
        Cpu cpu = Cpu.of(pids);
        Pushed pushed = load.push(events, chats, name.startsWith("d") ? Kind.TITLE_ALONE : Kind.WITH_TEXT);
        processes.awaitTexts(events, LONGEST);
        String used = cpu.since(pids);
        TimeUnit.MILLISECONDS.sleep(100);
        Check check = Check.of(pushed, processes.calls());
        double seconds = (check.end() - pushed.at()) / 1e6;
        System.out.printf(
                "%s: %.0f/s, %.0f ms, the last file after %.1f s, %s; %s%n",
                name,
                events / seconds,
                seconds * 1_000,
                check.filed() == 0 ? 0 : (check.filed() - pushed.at()) / 1e6,
                check,
                used);
        failed |= !check.whole() || check.twice() > 0 || check.refused() > 0;
        return events / seconds;
    }

    private void row(String name, List<Double> figures, String must, String aim) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length > 0) {
            String form = sorted[sorted.length - 1] > 100 ? "%.0f" : "%.2f";
            table.add("%-40s %9s %9s %9s  %-28s %s"
                    .formatted(
                            name,
                            form.formatted(sorted[0]),
                            form.formatted(sorted[sorted.length / 2]),
                            form.formatted(sorted[sorted.length - 1]),
                            must,
                            aim));
            System.out.println(name + ": " + Arrays.toString(sorted));
        }
    }
}
