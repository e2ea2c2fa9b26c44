package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.testing.RecordingServer;
import dev.vestnik.testing.RecordingServer.Answer;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * People note what they do, all the time, while the process ends that tells it to a server over HTTP by the example for
 * CloudEvents. The server takes its time, so that there is nearly always a call under way.
 */
final class ActsDuringFailover implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path EXAMPLE = Path.of("docs/examples").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordingServer server = new RecordingServer(new Answer(200, ""), Duration.ofMillis(150));
    private final Path local;
    private final Map<String, List<String>> noted = new LinkedHashMap<>();
    private int notes;

    ActsDuringFailover(Path folder) throws IOException {
        local = Files.createDirectories(folder.resolve("routes/local"));
        Files.writeString(
                local.resolve("acted-cloudevent.camel.yaml"),
                Files.readString(EXAMPLE.resolve("acted-cloudevent.camel.yaml"))
                        .replace("file:routes/local/", "file:" + EXAMPLE + "/"));
    }

    /** Adds what each process needs to its settings. */
    Map<String, String> with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("VESTNIK_ACTED_ENABLED", "true");
        all.put("CLOUDEVENTS_URL", server.url() + "/events");
        all.put(
                "CAMEL_MAIN_ROUTES_INCLUDE_PATTERN",
                "file:routes/*.camel.yaml,file:routes/sources/*.camel.yaml,file:" + local + "/*.camel.yaml");
        return all;
    }

    /** Somebody notes something of this incident, if it is open. */
    void note(RedisCommands<String, String> redis, String key) {
        Clock clock = Clock.systemUTC();
        Optional<Incident> incident = new IncidentStore(redis, Deployment.KEYS, Duration.ofDays(1), clock)
                .find(key)
                .filter(Incident::open);
        if (incident.isPresent()) {
            String text = "note " + ++notes;
            noted.computeIfAbsent(key, any -> new ArrayList<>()).add(text);
            assertThat(new IncidentHistory(redis, Deployment.KEYS, Acts.in(Deployment.KEYS.acted()))
                            .note(incident.get(), clock.instant(), "Person 0", text))
                    .isTrue();
        }
    }

    /** Each note has arrived at least once, and the first time in the order of its incident. */
    void requireAllInOrder() {
        Awaitility.await("every act")
                .atMost(PATIENCE)
                .until(() -> received().values().stream().mapToInt(Set::size).sum() >= notes);
        Map<String, Set<String>> received = received();
        noted.forEach((key, texts) -> assertThat(received.get(key)).as(key).containsExactlyElementsOf(texts));
        assertThat(received.keySet()).containsExactlyInAnyOrderElementsOf(noted.keySet());
    }

    /** E.g. {@code 300 acts told over HTTP, in order, 2 of them twice}. */
    String summary() {
        return notes + " acts told over HTTP, in order, " + (all().size() - notes) + " of them twice";
    }

    /** The notes of each incident, without repetitions. */
    private Map<String, Set<String>> received() {
        Map<String, Set<String>> received = new LinkedHashMap<>();
        for (JsonNode act : all()) {
            received.computeIfAbsent(act.path("key").asText(), key -> new LinkedHashSet<>())
                    .add(act.path("text").asText());
        }
        return received;
    }

    private List<JsonNode> all() {
        return server.requests().stream()
                .map(request -> {
                    try {
                        return JSON.readTree(request.body()).path("data");
                    } catch (IOException e) {
                        throw new AssertionError(request.body(), e);
                    }
                })
                .filter(act -> act.path("act").asText().equals("noted"))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
