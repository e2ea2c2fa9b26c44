package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.testing.FreePort;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes with work of their own: one converses, and has the sandbox and its Redis, which the others join; one takes
 * events in; one dispatches and sends. Then kill -9 of those two in the middle of a flood; the first does their work.
 */
class KillIT {
    private static final int EVENTS = 400;
    private static final int PEOPLE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** What the other processes do while they live. */
    private static final List<String> ROUTES = List.of("event-producer", "inbox", "event-dispatch", "event-delivery");

    @TempDir
    private Path folder;

    private final List<Long> chats =
            LongStream.range(0, PEOPLE).map(i -> 5_000 + i).boxed().toList();

    @Test
    void everyEventArrivesAndAtMostOneMessageOfAChatTwice() throws Exception {
        int port = FreePort.find();
        try (RunningVestnik talking = RunningVestnik.start(
                        folder,
                        "vestnik.directory.folder=" + directory(),
                        "vestnik.delivery.per-bot=unlimited",
                        "vestnik.delivery.per-chat=unlimited",
                        "vestnik.delivery.merge=false");
                VestnikProcess sending = start("sending", "VESTNIK_ROLES", "consumer");
                VestnikProcess producing =
                        start("producing", "VESTNIK_ROLES", "producer", "SERVER_PORT", Integer.toString(port))) {
            CamelContext camel = talking.bean(CamelContext.class);
            for (String route : ROUTES) {
                camel.getRouteController().stopRoute(route);
            }
            sending.awaitReady();
            producing.awaitReady();
            assertThat(sending.output())
                    .contains("Roles    consumer (", "(of another process)")
                    .doesNotContain("telegram-poll");
            assertThat(producing.output())
                    .contains("Roles    producer (", "(of another process)")
                    .doesNotContain("Holds the lease");
            SandboxClient sandbox = talking.sandbox();
            sandbox.unlimited();
            logIn(sandbox);
            long before = sandbox.counters().path("accepted").asLong();

            post(port, event(0));

            Awaitility.await("from the producer's process to the consumer's to each chat")
                    .atMost(PATIENCE)
                    .until(() -> History.of(sandbox, before).complete(chats, 1));

            sandbox.push(IntStream.range(1, EVENTS).mapToObj(KillIT::event).toList());
            Awaitility.await("the middle of it")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> sandbox.counters().path("accepted").asLong() - before > EVENTS * PEOPLE / 4);
            sending.kill();
            producing.kill();
            assertThat(sandbox.counters().path("accepted").asLong() - before)
                    .as("killed before the end")
                    .isLessThan(EVENTS * PEOPLE);

            for (String route : ROUTES) {
                camel.getRouteController().startRoute(route);
            }
            Awaitility.await("every event in every chat")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> History.of(sandbox, before).complete(chats, EVENTS));
            History history = History.of(sandbox, before);
            int most = history.requireAllInOrder(chats, EVENTS);
            System.out.printf(
                    "kill -9 in the middle of %d events to %d chats: 0 lost, %d messages twice%n",
                    EVENTS, PEOPLE, history.repeated());
            assertThat(most).as("repeated in one chat").isLessThanOrEqualTo(1);
        }
    }

    private Path directory() {
        return RunningVestnik.directory(
                folder.resolve("directory"),
                IntStream.range(0, PEOPLE)
                        .mapToObj(i -> phone(i) + ",Person " + i + ",north,operator,ru,")
                        .toList(),
                List.of("north,North"),
                List.of("10.1.0.0/16,north"));
    }

    private VestnikProcess start(String name, String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "VESTNIK_SANDBOX", "true",
                "VESTNIK_REDIS_FOLDER", folder.resolve("redis").toString(),
                "VESTNIK_DIRECTORY", folder.resolve("directory").toString(),
                "VESTNIK_DELIVERY_PER_BOT", "unlimited",
                "VESTNIK_DELIVERY_PER_CHAT", "unlimited",
                "VESTNIK_DELIVERY_MERGE", "false",
                "SERVER_PORT", "0",
                "MANAGEMENT_SERVER_PORT", "0"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return VestnikProcess.start(folder.resolve(name + ".log"), environment);
    }

    private static Map<String, Object> event(int number) {
        return Map.of(
                "status",
                "critical",
                "title",
                History.title(number) + " down",
                "ip",
                "10.1.0." + number % 250,
                "key",
                "key-" + number % 60);
    }

    private void post(int port, Map<String, Object> event) throws Exception {
        String json = new ObjectMapper().writeValueAsString(event);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events"))
                                .timeout(Duration.ofSeconds(30))
                                .header("Authorization", "Bearer " + sandboxSays("httpToken"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    }

    private void logIn(SandboxClient sandbox) {
        for (int i = 0; i < PEOPLE; i++) {
            long chat = chats.get(i);
            sandbox.addUser(chat, "Person " + i, phone(i), "ru");
            sandbox.say(chat, "/start");
            sandbox.shareOwnContact(chat);
            sandbox.say(chat, "/poolon");
        }
        for (long chat : chats) {
            Awaitility.await("person on duty in chat " + chat)
                    .atMost(PATIENCE)
                    .until(() -> sandbox.texts(chat).size() >= 3);
        }
    }

    /** What processes on one folder read to find the sandbox. */
    private String sandboxSays(String name) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("redis/sandbox.properties"))) {
            properties.load(reader);
        }
        return properties.getProperty(name);
    }

    private static String phone(int i) {
        return "+7916%07d".formatted(i);
    }
}
