package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one person gets in their chat, with the default limits. Each test has its own people and area. */
class MessagesOfOneChatIT {
    private static final int PEOPLE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        RunningVestnik.directory(
                folder.resolve("directory"),
                IntStream.range(0, PEOPLE)
                        .mapToObj(i -> phone(i) + ",Person " + i + ",a" + i + ",operator,ru,")
                        .toList(),
                IntStream.range(0, PEOPLE).mapToObj(i -> "a" + i + ",Area " + i).toList(),
                List.of("10.1.0.0/16,a0"));
        vestnik = RunningVestnik.start(folder, "vestnik.directory.folder=" + folder.resolve("directory"));
        sandbox = vestnik.sandbox();
        for (int i = 0; i < PEOPLE; i++) {
            sandbox.addUser(chat(i), "Person " + i, phone(i), "ru");
            sandbox.say(chat(i), "/start");
            sandbox.shareOwnContact(chat(i));
            sandbox.say(chat(i), "/poolon");
        }
        for (int i = 0; i < PEOPLE; i++) {
            long chat = chat(i);
            await().atMost(PATIENCE).until(() -> sandbox.texts(chat).size() >= 3);
        }
    }

    @AfterEach
    void noFaults() {
        sandbox.noFaults();
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void whileThirtyPercentOfCallsFailEveryCommandIsAnsweredAndTheKeyboardIsRight() {
        sandbox.faults(Map.of(
                "errorRate", 0.3, "errorStatus", 502, "methods", List.of("sendMessage", "editMessageText"), "seed", 7));
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 4; i++) {
                sandbox.say(chat(i), "/who");
            }
        }
        for (int i = 0; i < 4; i++) {
            sandbox.say(chat(i), "/pooloff");
            sandbox.say(chat(i), "/poolon");
        }

        for (int i = 0; i < 4; i++) {
            long chat = chat(i);
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(sandbox.texts(chat).stream().filter(text -> text.startsWith("Сейчас дежурят")))
                        .hasSize(5);
                assertThat(sandbox.last(chat).toString()).contains("Вы заступили на дежурство");
                assertThat(sandbox.get("/sandbox/chats/" + chat).path("keys").toString())
                        .contains("Сняться с дежурства")
                        .doesNotContain("Заступить на дежурство");
            });
        }
    }

    private static long chat(int person) {
        return 5_000 + person;
    }

    private static String phone(int i) {
        return "+7916%07d".formatted(i);
    }
}
