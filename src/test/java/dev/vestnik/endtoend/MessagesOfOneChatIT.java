package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
                        .mapToObj(i -> phone(i) + ",Person " + i + "," + (i < 4 ? "a0" : "a" + i) + ",operator,ru,")
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
            await().atMost(PATIENCE)
                    .until(() -> sandbox.texts(chat).stream().anyMatch(text -> text.contains("Вы заступили")));
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
        for (int i = 0; i < 2; i++) {
            sandbox.say(chat(i), "/pooloff");
            sandbox.say(chat(i), "/poolon");
        }

        for (int i = 0; i < 4; i++) {
            long chat = chat(i);
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(sandbox.texts(chat).stream().filter(text -> text.startsWith("Сейчас дежурят")))
                        .hasSize(5);
                assertThat(sandbox.texts(chat)).anyMatch(text -> text.contains("Вы заступили на дежурство"));
                assertThat(sandbox.get("/sandbox/chats/" + chat).path("keys").toString())
                        .contains("Сдать дежурство")
                        .doesNotContain("Заступить на дежурство");
            });
        }
    }

    @Test
    void aFloodOfThreeHundredIsOneLiveDigestWithOneSoundAndAFileAtTheEnd() {
        int before = sandbox.messages(chat(5)).size();
        sandbox.push(IntStream.rangeClosed(1, 300)
                .mapToObj(i ->
                        Map.of("status", "warning", "title", "High load on sw-" + i, "area", "a5", "key", "sw-" + i))
                .toList());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(newMessages(5, before))
                .anySatisfy(message -> assertThat(message.has("document")).isTrue()));
        List<JsonNode> all = newMessages(5, before);
        assertThat(sounds(all)).isEqualTo(1);
        assertThat(all).hasSizeLessThanOrEqualTo(6);
        String digest = all.stream()
                .map(message -> message.path("text").asText())
                .filter(text -> text.contains("×"))
                .findFirst()
                .orElseThrow();
        assertThat(digest).contains("High load on sw-", " … sw-300");
        assertThat(digest.lines().count()).isLessThanOrEqualTo(3);
    }

    @Test
    void inAFloodOfFourHundredTwoCriticalsAreMessagesOfTheirOwn() {
        int before = sandbox.messages(chat(6)).size();
        List<Map<String, String>> events = new ArrayList<>();
        for (int i = 1; i <= 400; i++) {
            events.add(Map.of("status", "warning", "title", "High load on sw-" + i, "area", "a6", "key", "sw-" + i));
        }
        events.add(200, Map.of("status", "critical", "title", "Trunk down", "area", "a6", "key", "trunk"));
        events.add(Map.of("status", "critical", "title", "Core down", "area", "a6", "key", "core"));
        sandbox.push(events);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(newMessages(6, before))
                .anySatisfy(message -> assertThat(message.path("text").asText()).contains(" … sw-400")));
        List<String> texts = newMessages(6, before).stream()
                .map(message -> message.path("text").asText())
                .toList();
        assertThat(texts).anyMatch(text -> text.matches("(?s)🔴 #\\d+ Авария: Trunk down.*") && !text.contains("sw-"));
        assertThat(texts).anyMatch(text -> text.matches("(?s)🔴 #\\d+ Авария: Core down.*") && !text.contains("sw-"));
    }

    @Test
    void twentyCriticalsInEightSecondsMakeAtMostTwoSounds() {
        int before = sandbox.messages(chat(7)).size();
        for (int i = 1; i <= 20; i++) {
            sandbox.push(Map.of("status", "critical", "title", "Down no. " + i, "area", "a7", "key", "down-" + i));
            await().pollDelay(Duration.ofMillis(350)).until(() -> true);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(newMessages(7, before))
                .anySatisfy(message -> assertThat(message.path("text").asText()).contains("20")));
        assertThat(sounds(newMessages(7, before))).isBetween(1L, 2L);
    }

    @Test
    void fiveFlapsMakeOneSound() {
        int before = sandbox.messages(chat(4)).size();
        for (int i = 1; i <= 5; i++) {
            sandbox.push(Map.of("status", "critical", "title", "Link down", "area", "a4", "key", "if-1"));
            if (i == 1) {
                // What has ended before the chat gets to know of it makes no sound at all.
                await().atMost(PATIENCE).until(() -> sounds(newMessages(4, before)) == 1);
            }
            sandbox.push(Map.of("status", "resolved", "title", "Link up", "area", "a4", "key", "if-1"));
        }

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(newMessages(4, before).toString()).contains("Изменений за 10 минут"));
        assertThat(sounds(newMessages(4, before)))
                .as("sounds of %s", newMessages(4, before))
                .isEqualTo(1);
    }

    private static List<JsonNode> newMessages(int person, int before) {
        List<JsonNode> all = sandbox.messages(chat(person));
        return all.subList(before, all.size());
    }

    private static long sounds(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> !message.path("silent").asBoolean())
                .count();
    }

    private static long chat(int person) {
        return 5_000 + person;
    }

    private static String phone(int i) {
        return "+7916%07d".formatted(i);
    }
}
