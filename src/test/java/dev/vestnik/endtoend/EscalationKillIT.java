package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.IncidentHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the process that escalates, between the request of a step and its settlement; another goes on.
 * {@code -Descalation.kills=33} kills one in each step of eight hours. The sandbox's clock makes minutes seconds.
 */
class EscalationKillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long ANNA = 6001;
    private static final String KEY = "trunk-5";

    private static final String ASIDE = "history that was there";

    /** The steps at which a process is killed; 33 are eight hours. */
    private static final int KILLS = Integer.getInteger("escalation.kills", 0);

    @TempDir
    private Path folder;

    private VestnikProcess running;

    @Test
    void eachStepRunsOnce() throws Exception {
        assumeTrue(
                KILLS > 0, "takes 20 s for each process that is killed: -Descalation.kills=1, or 33 for eight hours");
        Path directory = RunningVestnik.directory(
                folder.resolve("directory"),
                List.of("+79160000001,Anna Orlova,north,operator,en,"),
                List.of("north,North"),
                List.of("10.1.0.0/16,north"));
        try (RunningVestnik talking = RunningVestnik.start(
                folder,
                "vestnik.roles=bot,producer",
                "vestnik.directory.folder=" + directory,
                "vestnik.delivery.per-chat=unlimited")) {
            running = escalating(0, directory);
            SandboxClient sandbox = talking.sandbox();
            sandbox.addUser(ANNA, "Anna Orlova", "+79160000001", "en");
            sandbox.say(ANNA, "/start");
            sandbox.shareOwnContact(ANNA);
            sandbox.say(ANNA, "/poolon");
            running.awaitReady();
            sandbox.push(Map.of("status", "critical", "title", "Trunk M-5 down", "key", KEY, "ip", "10.1.0.7"));
            await().atMost(PATIENCE).until(() -> cards(sandbox) == 1);

            for (int step = 1; step <= KILLS; step++) {
                killBeforeItSettles(talking, step);
                running = escalating(step, directory);
                int settled = step;
                await("the other process settles it")
                        .atMost(PATIENCE)
                        .until(() -> steps(talking).size() == settled);
            }
            for (int step = KILLS + 1; step <= KILLS + 2; step++) {
                int cards = step;
                await("the card of the step before").atMost(PATIENCE).until(() -> cards(sandbox) == cards);
                sandbox.forward(pause(step));
                await().atMost(PATIENCE).until(() -> steps(talking).size() == cards);
            }
            assertThat(steps(talking)).isEqualTo(numbers(KILLS + 2));
            await().atMost(PATIENCE).until(() -> cards(sandbox) == KILLS + 3);
            assertThat(talking.redis().xlen(talking.keys().events() + ":dead")).isZero();
        } finally {
            if (running != null) {
                running.close();
            }
        }
    }

    /** A history of the wrong type lets the step be requested, but not settled. */
    private void killBeforeItSettles(RunningVestnik talking, int step) throws Exception {
        await("the card of the step before").atMost(PATIENCE).until(() -> cards(talking.sandbox()) == step);
        String history = talking.keys().history(KEY);
        boolean kept = talking.redis().exists(history) == 1;
        if (kept) {
            talking.redis().rename(history, ASIDE);
        }
        talking.redis().set(history, "no list, so nothing can be settled");
        talking.sandbox().forward(pause(step));
        await("the step is requested, and cannot be settled").atMost(PATIENCE).until(() -> running.output()
                .contains("RPUSH " + history));
        running.kill();
        talking.redis().del(history);
        if (kept) {
            talking.redis().rename(ASIDE, history);
        }
        assertThat(cards(talking.sandbox())).isEqualTo(step);
    }

    /** The three steps of the settings come every five minutes, the repetitions of the last one every fifteen. */
    private static Duration pause(int step) {
        return Duration.ofMinutes(step <= 3 ? 5 : 15);
    }

    private static List<String> numbers(int steps) {
        return IntStream.rangeClosed(1, steps).mapToObj(Integer::toString).toList();
    }

    private VestnikProcess escalating(int number, Path directory) {
        String name = "process-" + number;
        return VestnikProcess.start(
                folder.resolve(name + ".log"),
                Map.of(
                        "VESTNIK_SANDBOX", "true",
                        "VESTNIK_ROLES", "consumer",
                        "VESTNIK_REDIS_FOLDER", folder.resolve("redis").toString(),
                        "VESTNIK_DIRECTORY", directory.toString(),
                        "CONSUMER_NAME", name,
                        "SERVER_PORT", "0",
                        "MANAGEMENT_SERVER_PORT", "0"));
    }

    /** The messages about the incident. */
    private static long cards(SandboxClient sandbox) {
        return sandbox.texts(ANNA).stream()
                .filter(text -> text.startsWith("🔴 #1 "))
                .count();
    }

    /** The steps that were performed. */
    private static List<String> steps(RunningVestnik vestnik) {
        return vestnik.bean(IncidentHistory.class).of(KEY).stream()
                .filter(line -> line.kind() == Kind.ESCALATED)
                .map(HistoryEntry::text)
                .toList();
    }
}
