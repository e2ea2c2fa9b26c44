package dev.vestnik.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 in the middle of 2,000 events. One process holds the sandbox and the conversation; the other, which carries the
 * events, is killed and started again.
 */
class KillTest {
    private static final int EVENTS = 2_000;
    private static final int PEOPLE = 10;
    private static final Pattern TITLE = Pattern.compile("E\\d{4}");
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    private Path folder;

    @Test
    void everyEventArrivesAndAtMostOneMessageOfAChatTwice() throws Exception {
        Path directory = RunningVestnik.directory(
                folder.resolve("directory"),
                IntStream.range(0, PEOPLE)
                        .mapToObj(i -> phone(i) + ",Person " + i + ",north,operator,ru,")
                        .toList(),
                List.of("north,North"),
                List.of("10.1.0.0/16,north"));
        Map<String, String> environment = new HashMap<>(Map.of(
                "VESTNIK_SANDBOX", "true",
                "VESTNIK_REDIS_FOLDER", folder.resolve("redis").toString(),
                "VESTNIK_DIRECTORY", directory.toString(),
                "VESTNIK_DELIVERY_PER_BOT", "unlimited",
                "VESTNIK_DELIVERY_PER_CHAT", "unlimited",
                "VESTNIK_DELIVERY_MERGE", "false",
                "SERVER_PORT", "0",
                "MANAGEMENT_SERVER_PORT", "0"));
        environment.put("VESTNIK_ROLES", "bot");
        try (VestnikProcess talking =
                VestnikProcess.start(folder.resolve("talking.log"), environment).awaitReady()) {
            SandboxClient sandbox = new SandboxClient(sandboxUrl());
            sandbox.unlimited();
            environment.put("VESTNIK_ROLES", "producer,consumer");
            VestnikProcess carrying = VestnikProcess.start(folder.resolve("killed.log"), environment)
                    .awaitReady();
            logIn(sandbox);
            long before = sandbox.counters().path("accepted").asLong();
            sandbox.push(IntStream.range(0, EVENTS)
                    .mapToObj(i -> Map.of(
                            "status",
                            "critical",
                            "title",
                            "E%04d down".formatted(i),
                            "ip",
                            "10.1.0." + i % 250,
                            "key",
                            "key-" + i))
                    .toList());
            Awaitility.await("the middle of it")
                    .atMost(PATIENCE)
                    .until(() -> sandbox.counters().path("accepted").asLong() - before > EVENTS * PEOPLE / 4);
            carrying.kill();
            assertThat(sandbox.counters().path("accepted").asLong() - before)
                    .as("killed before the end")
                    .isLessThan(EVENTS * PEOPLE);

            try (VestnikProcess again = VestnikProcess.start(folder.resolve("again.log"), environment)
                    .awaitReady()) {
                Awaitility.await("every event in every chat").atMost(PATIENCE).untilAsserted(() -> assertThat(
                                chats(sandbox.journal(before)).values())
                        .allSatisfy(titles -> assertThat(new HashSet<>(titles)).hasSize(EVENTS)));
                Map<Long, List<String>> chats = chats(sandbox.journal(before));
                assertThat(chats).hasSize(PEOPLE);
                int twice = 0;
                for (List<String> titles : chats.values()) {
                    assertThat(titles.size() - EVENTS)
                            .as("repeated in one chat")
                            .isBetween(0, 1);
                    twice += titles.size() - EVENTS;
                    assertThat(withoutRepetition(titles)).as("in order").isSorted();
                }
                System.out.printf(
                        "kill -9 in the middle of %d events to %d chats: 0 lost, %d messages twice%n",
                        EVENTS, PEOPLE, twice);
            }
        }
    }

    private static List<String> withoutRepetition(List<String> titles) {
        Set<String> seen = new HashSet<>();
        return titles.stream().filter(seen::add).toList();
    }

    private static Map<Long, List<String>> chats(List<JsonNode> journal) {
        Map<Long, List<String>> chats = new HashMap<>();
        for (JsonNode entry : journal) {
            Matcher title = TITLE.matcher(entry.path("text").asText());
            if (title.find()) {
                chats.computeIfAbsent(entry.path("chat").asLong(), chat -> new ArrayList<>())
                        .add(title.group());
            }
        }
        return chats;
    }

    private static void logIn(SandboxClient sandbox) {
        for (int i = 0; i < PEOPLE; i++) {
            long chat = 5_000 + i;
            sandbox.addUser(chat, "Person " + i, phone(i), "ru");
            sandbox.say(chat, "/start");
            sandbox.shareOwnContact(chat);
            sandbox.say(chat, "/poolon");
        }
        for (int i = 0; i < PEOPLE; i++) {
            long chat = 5_000 + i;
            Awaitility.await("person on duty in chat " + chat)
                    .atMost(PATIENCE)
                    .until(() -> sandbox.texts(chat).size() >= 3);
        }
    }

    private String sandboxUrl() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("redis/sandbox.properties"))) {
            properties.load(reader);
        }
        return properties.getProperty("url");
    }

    private static String phone(int i) {
        return "+7916%07d".formatted(i);
    }
}
