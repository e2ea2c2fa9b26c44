package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.IncidentHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the processes that escalate: of one between the request of a step and its settlement, of the next after the settlement
 * and before the request of the step that follows. The sandbox's clock makes minutes seconds.
 */
class EscalationKillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long ANNA = 6001;
    private static final String KEY = "trunk-5";

    @TempDir
    private Path folder;

    @Test
    void eachStepRunsOnce() throws Exception {
        Path directory = RunningVestnik.directory(
                folder.resolve("directory"),
                List.of("+79160000001,Anna Orlova,north,operator,en,"),
                List.of("north,North"),
                List.of("10.1.0.0/16,north"));
        try (RunningVestnik talking = RunningVestnik.start(
                        folder,
                        "vestnik.roles=bot,producer",
                        "vestnik.directory.folder=" + directory,
                        "vestnik.delivery.per-chat=unlimited");
                VestnikProcess first = escalating("first", directory)) {
            SandboxClient sandbox = talking.sandbox();
            sandbox.addUser(ANNA, "Anna Orlova", "+79160000001", "en");
            sandbox.say(ANNA, "/start");
            sandbox.shareOwnContact(ANNA);
            sandbox.say(ANNA, "/poolon");
            first.awaitReady();
            startRoute(talking, "event-delivery");
            sandbox.push(Map.of("status", "critical", "title", "Trunk M-5 down", "key", KEY, "ip", "10.1.0.7"));
            await().atMost(PATIENCE).until(() -> cards(sandbox) == 1);

            String history = talking.keys().history(KEY);
            talking.redis().set(history, "no list, so nothing can be settled");
            sandbox.forward(Duration.ofMinutes(5));
            await("the step is requested, and cannot be settled")
                    .atMost(PATIENCE)
                    .until(() -> first.output().contains("RPUSH " + history));
            first.kill();
            talking.redis().del(history);
            assertThat(cards(sandbox)).isEqualTo(1);

            try (VestnikProcess second = escalating("second", directory)) {
                await("the other process settles it").atMost(PATIENCE).until(() -> !steps(talking)
                        .isEmpty());
                second.kill();
            }
            assertThat(steps(talking)).containsExactly("1");

            sandbox.forward(Duration.ofMinutes(5));
            startRoute(talking, "event-dispatch");
            startRoute(talking, "escalation");
            await("the step that was due meanwhile").atMost(PATIENCE).until(() -> cards(sandbox) == 3);
            sandbox.forward(Duration.ofMinutes(5));
            await().atMost(PATIENCE).until(() -> steps(talking).size() == 3);

            assertThat(steps(talking)).containsExactly("1", "2", "3");
            await().atMost(PATIENCE).until(() -> cards(sandbox) == 4);
            assertThat(talking.redis().xlen(talking.keys().events() + ":dead")).isZero();
        }
    }

    private static void startRoute(RunningVestnik vestnik, String route) throws Exception {
        vestnik.bean(CamelContext.class).getRouteController().startRoute(route);
    }

    private VestnikProcess escalating(String name, Path directory) {
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
