package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.ConsumerProcess.Death;
import dev.vestnik.component.redisstreams.client.Connections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Consumers as processes of their own, killed and stopped. What came of it is read from two lists: what was given to whom
 * ({@code t:begun}), and what was settled ({@code t:written}, an enlisted write).
 *
 * <p>More and longer: {@code -Dredisstreams.crash.rounds=200 -Dredisstreams.crash.seed=1}.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs SIGSTOP")
class CrashIT extends RedisStreamsTest {
    private static final int ROUNDS = Integer.getInteger("redisstreams.crash.rounds", 6);
    private static final int KEYS = 5;

    @TempDir
    static Path folder;

    private final List<ConsumerProcess> processes = new ArrayList<>();
    private final Set<String> disturbed = new HashSet<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private Connections connections;
    private int written;
    private long again;

    @BeforeEach
    void connect() {
        connections = Connections.to(server.uri());
    }

    @AfterEach
    void end() throws Exception {
        for (ConsumerProcess process : processes) {
            process.close();
        }
        connections.close();
    }

    private ConsumerProcess start(String name, Death death) {
        Path log = folder.resolve("consumers.log");
        ConsumerProcess process = ConsumerProcess.start(server.uri(), name, death, log);
        processes.add(process);
        return process;
    }

    /** Waits for JVMs to start, however busy the machine is. */
    private void ready(String... names) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(redis.lrange("t:ready", 0, -1)).containsExactlyInAnyOrder(names));
    }

    /** One entry more for each mode; those of the keyed stream take turns at the keys. */
    private void write(int keys) {
        written++;
        add("group", written);
        add("leased", written);
        addKeyed(connections, "keyed", "k" + written % keys, Integer.toString(written));
    }

    private static List<String> of(List<String> lines, String start) {
        return lines.stream().filter(line -> line.startsWith(start)).toList();
    }

    private void settledOnceAndInOrder(int keys) {
        eventually(() -> assertThat(redis.llen("t:written")).isGreaterThanOrEqualTo(3L * written));
        List<String> lines = redis.lrange("t:written", 0, -1);
        assertThat(lines).hasSize(3 * written).doesNotHaveDuplicates();
        assertThat(of(lines, "leased"))
                .isEqualTo(IntStream.rangeClosed(1, written)
                        .mapToObj(n -> "leased - " + n)
                        .toList());
        for (int key = 0; key < keys; key++) {
            String start = "keyed k" + key + " ";
            List<Integer> values = of(lines, start).stream()
                    .map(line -> Integer.valueOf(line.substring(start.length())))
                    .toList();
            assertThat(values).as(start).isSorted();
        }
        eventually(
                () -> assertThat(redis.exists("t:keyed:due", "t:keyed:owners")).isZero());
        eventually(() -> assertThat(left("group", "g") + left("leased", "g")).isZero());
        assertThat(redis.exists("t:group:dead", "t:leased:dead", "t:keyed:dead"))
                .isZero();
    }

    /**
     * Nothing is given twice to those who were neither killed nor stopped. The machine can stop a process too; such a one
     * knows that it was robbed.
     */
    private long repeats() {
        Map<String, List<String>> given = new TreeMap<>();
        for (String line : redis.lrange("t:begun", 0, -1)) {
            String[] parts = line.split(" ", 2);
            given.computeIfAbsent(parts[1], entry -> new ArrayList<>()).add(parts[0]);
        }
        given.forEach((entry, all) -> {
            List<String> calm =
                    all.stream().filter(name -> !disturbed.contains(name)).toList();
            if (calm.size() > 1) {
                System.out.println("CrashIT: " + entry + " was given to " + all + ", so the machine stopped one");
                eventually(() -> assertThat(calm.stream().filter(this::robbed))
                        .as("%s was given to %s", entry, all)
                        .hasSizeGreaterThanOrEqualTo(calm.size() - 1));
            }
        });
        again = given.values().stream().mapToLong(all -> all.size() - 1).sum();
        return again;
    }

    @Override
    void tally() {
        Tally.add(3L * written, again);
    }

    private boolean robbed(String name) {
        String times = redis.hget("t:robbed", name);
        return times != null && !times.equals("0");
    }

    @ParameterizedTest
    @EnumSource(value = Death.class, names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
    void whatAProcessHadWhenItDiedIsDoneByAnother(Death death) throws Exception {
        ConsumerProcess victim = start("victim", death);
        disturbed.add("victim");
        ready("victim");
        IntStream.range(0, 8).forEach(n -> write(1));
        eventually(() -> assertThat(victim.alive()).isFalse());

        for (String mode : ConsumerProcess.MODES) {
            consume(ConsumerProcess.uri(mode) + ConsumerProcess.OPTIONS, exchange -> batch(exchange)
                    .forEach(part -> {
                        String key = part.getHeader(RedisStreamsConstants.KEY, "-", String.class);
                        String line = mode + " " + key + " " + value(part);
                        redis.rpush("t:begun", "heir " + line);
                        Settlement.of(exchange).enlist("RPUSH", "t:written", line);
                    }));
        }

        settledOnceAndInOrder(1);
        long repeats = repeats();
        System.out.println("CrashIT: " + death + ": nothing lost, " + repeats + " given twice");
        // Three consumers, a batch of four each; the group's one has all eight in flight.
        assertThat(repeats).isLessThanOrEqualTo(4 + 4 + 8);
        assertThat(repeats).isGreaterThanOrEqualTo(death == Death.BEFORE_THE_HANDLER ? 0 : 3);
    }

    @Test
    void threeProcessesThatAreKilledAndStoppedLoseNothingAndKeepTheOrder() throws Exception {
        long seed = Long.getLong("redisstreams.crash.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.println("CrashIT: -Dredisstreams.crash.rounds=" + ROUNDS + " -Dredisstreams.crash.seed=" + seed);
        List<ConsumerProcess> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            running.add(start("p" + i, Death.NEVER));
        }
        ready("p0", "p1", "p2");
        int next = 3;
        int kills = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int who = random.nextInt(running.size());
            ConsumerProcess process = running.get(who);
            IntStream.range(0, 20).forEach(n -> write(KEYS));
            disturbed.add(process.name());
            if (random.nextInt(3) == 0) {
                process.kill();
                kills++;
                running.set(who, start("p" + next++, Death.NEVER));
                wait(random.nextInt(300));
            } else {
                process.signal("STOP");
                IntStream.range(0, 20).forEach(n -> write(KEYS));
                wait(300 + random.nextInt(1500));
                process.signal("CONT");
            }
            IntStream.range(0, 20).forEach(n -> write(KEYS));
            wait(random.nextInt(200));
        }
        settledOnceAndInOrder(KEYS);
        System.out.println("CrashIT: of " + 3 * written + " entries none lost, " + repeats() + " given again; " + kills
                + " kills, " + (ROUNDS - kills) + " stops");
    }

    private void wait(int millis) throws InterruptedException {
        assertThat(never.await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }
}
