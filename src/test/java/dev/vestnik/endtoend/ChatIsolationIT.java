package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slow or blocked chat does not delay other chats, with the default limits and settings. */
class ChatIsolationIT {
    private static final int PEOPLE = 10;
    private static final long TOO_FAST = 5_000;
    private static final long BLOCKED = 5_001;
    private static final long SLOW = 5_002;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static SandboxClient sandbox;

    @BeforeAll
    static void tenPeopleAreOnDuty() {
        RunningVestnik.directory(
                folder.resolve("directory"),
                IntStream.range(0, PEOPLE)
                        .mapToObj(i -> phone(i) + ",Person " + i + ",a" + (i < 5 ? 0 : 1) + ",operator,en,")
                        .toList(),
                List.of("a0,Area 0", "a1,Area 1"),
                List.of("10.1.0.0/16,a0"));
        vestnik = RunningVestnik.start(folder, "vestnik.directory.folder=" + folder.resolve("directory"));
        sandbox = vestnik.sandbox();
        for (int i = 0; i < PEOPLE; i++) {
            sandbox.addUser(5_000 + i, "Person " + i, phone(i), "en");
            sandbox.say(5_000 + i, "/start");
            sandbox.shareOwnContact(5_000 + i);
            sandbox.say(5_000 + i, "/poolon");
        }
        for (int i = 0; i < PEOPLE; i++) {
            long chat = 5_000 + i;
            Awaitility.await().atMost(PATIENCE).until(() -> sandbox.texts(chat).size() >= 3);
        }
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void aChatThatIsTooFastOneThatIsBlockedAndOneThatIsSlowHoldNobodyElse() {
        sandbox.pause(TOO_FAST, 60);
        sandbox.block(BLOCKED);
        sandbox.faults(SLOW, Map.of("latencyMs", 20_000));
        for (int round = 0; round < 5; round++) {
            String title = "Round " + round;
            sandbox.push(Map.of("status", "critical", "title", title, "area", "a0"));

            for (long other = 5_003; other < 5_005; other++) {
                awaitTitle(other, title);
            }
        }

        assertThat(sandbox.texts(TOO_FAST)).as("is still held").noneMatch(text -> text.contains("Round"));
        assertThat(sandbox.texts(BLOCKED)).noneMatch(text -> text.contains("Round"));
    }

    @Test
    void oneEventForSeveralPeopleIsNotTooFastForTelegram() {
        long before = tooMany();
        sandbox.push(Map.of("status", "critical", "title", "For all", "area", "a1"));
        for (long other = 5_005; other < 5_010; other++) {
            awaitTitle(other, "For all");
        }

        assertThat(tooMany() - before).as("429").isZero();
    }

    private static void awaitTitle(long chat, String title) {
        Awaitility.await(title + " in " + chat).atMost(Duration.ofSeconds(15)).until(() -> sandbox.texts(chat).stream()
                .anyMatch(text -> text.contains(title)));
    }

    private static long tooMany() {
        return sandbox.counters().at("/refusals/429").asLong();
    }

    private static String phone(int i) {
        return "+7916%07d".formatted(i);
    }
}
