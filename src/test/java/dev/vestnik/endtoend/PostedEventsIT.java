package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.event.Event;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.Rejection;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.ledger.EventHistory;
import dev.vestnik.ledger.LedgerReader;
import dev.vestnik.store.EventJson;
import dev.vestnik.testing.Program;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** POST /events and the directory's files, through the running routes. */
class PostedEventsIT {
    private static final String GOOD = "{\"status\":\"info\",\"title\":\"%s\",\"ip\":\"10.1.0.1\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of("+79160000001,Anna,north,operator,ru,"),
                List.of("north,Север"),
                List.of("10.1.0.0/16,north"));
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.directory.folder=" + folder.resolve("directory"),
                "vestnik.directory.interval=200",
                "vestnik.sources.alertmanager.enabled=true",
                "vestnik.sources.alertmanager.token=secret-of-zabbix",
                "vestnik.sources.grafana.enabled=true",
                "vestnik.sources.grafana.token=secret-of-zabbix",
                "vestnik.sources.grafana.rate=1/h",
                "VESTNIK_HTTP_TOKENS=zabbix:secret-of-zabbix,grafana:secret-of-grafana");
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void anEventIsInTheStreamWhenItIsAnswered() throws Exception {
        HttpResponse<String> response = post("secret-of-zabbix", GOOD.formatted("Тест"));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().map())
                .as("nothing of the request comes back")
                .doesNotContainKeys("user-agent", "vestniksender");
        JsonNode accepted = JSON.readTree(response.body()).get("accepted");
        assertThat(accepted).hasSize(1);
        Event kept = EventJson.read(Awaitility.await("dispatched")
                .atMost(PATIENCE)
                .until(
                        () -> String.valueOf(
                                redis().get(vestnik.keys().event(accepted.get(0).asText()))),
                        json -> json.startsWith("{")));
        assertThat(kept.title()).isEqualTo("Тест");
        assertThat(kept.source()).as("who sent it").isEqualTo("zabbix");
        assertThat(kept.area()).isEqualTo("north");
    }

    @Test
    void anArrayIsAcceptedWholeInItsOrder() throws Exception {
        HttpResponse<String> response =
                post("secret-of-grafana", "[" + GOOD.formatted("one") + "," + GOOD.formatted("two") + "]");

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode ids = JSON.readTree(response.body()).get("accepted");
        assertThat(ids).hasSize(2);
        assertThat(ids.get(0).asText()).isLessThan(ids.get(1).asText());
    }

    @Test
    void linesOfJsonAreAcceptedAndTheSameRequestAgainAddsNothing() throws Exception {
        String lines = GOOD.formatted("Line one") + "\n" + GOOD.formatted("Line two") + "\n";
        HttpRequest request = HttpRequest.newBuilder(uri())
                .header("Authorization", "Bearer secret-of-zabbix")
                .header("Content-Type", "application/x-ndjson")
                .header("Idempotency-Key", "8e03978e")
                .POST(BodyPublishers.ofString(lines))
                .build();

        List<JsonNode> accepted = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(202);
            JSON.readTree(response.body()).get("accepted").forEach(accepted::add);
        }

        assertThat(accepted).hasSize(4);
        Awaitility.await("dispatched").atMost(PATIENCE).untilAsserted(() -> assertThat(accepted)
                .flatExtracting(id -> vestnik.bean(LedgerReader.class).event(id.asText()))
                .extracting(EventHistory::outcome)
                .containsExactly("unrouted", "unrouted", "duplicate", "duplicate"));
        HttpRequest withLongKey = HttpRequest.newBuilder(request, (name, value) -> !name.equals("Idempotency-Key"))
                .header("Idempotency-Key", "k".repeat(129))
                .build();
        HttpResponse<String> refused = http.send(withLongKey, BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Idempotency-Key is a text of 1 to 128 characters");
    }

    /** A batch of several scripts, between which Redis runs out of memory. */
    @Test
    void theSameRequestAgainCompletesWhatFailedHalfway() throws Exception {
        String event = GOOD.formatted("Halfway").replace("}", ",\"text\":\"" + "x".repeat(60_000) + "\"}");
        HttpRequest request = HttpRequest.newBuilder(uri())
                .header("Authorization", "Bearer secret-of-zabbix")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "halfway")
                .POST(BodyPublishers.ofString("[" + String.join(",", Collections.nCopies(60, event)) + "]"))
                .build();
        long used = redis().info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
        redis().configSet("maxmemory", Long.toString(used + 1_500_000));
        int status;
        try {
            status = http.send(request, BodyHandlers.ofString()).statusCode();
        } finally {
            redis().configSet("maxmemory", "0");
        }
        long written = halfway().size();
        assertThat(status).isEqualTo(503);
        assertThat(written).isLessThan(60);

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);

        Awaitility.await("dispatched").atMost(PATIENCE).untilAsserted(() -> assertThat(halfway())
                .hasSize((int) written + 60)
                .extracting(
                        id -> vestnik.bean(LedgerReader.class).event(id).get(0).outcome())
                .filteredOn("unrouted"::equals)
                .hasSize(60));
    }

    /** The ids of the entries of that batch. */
    private static List<String> halfway() {
        return redis().xrange(vestnik.keys().events(), Range.unbounded()).stream()
                .filter(entry -> entry.getBody().getOrDefault("body", "").contains("Halfway"))
                .map(StreamMessage::getId)
                .toList();
    }

    @Test
    void ofAnArrayWithOneBadElementNothingIsAccepted() throws Exception {
        Long before = redis().xlen(vestnik.keys().events());

        HttpResponse<String> response =
                post("secret-of-zabbix", "[" + GOOD.formatted("one") + ",{\"status\":\"critical\"}]");

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode refusal = JSON.readTree(response.body());
        assertThat(refusal.get("field").asText()).isEqualTo("events[1].title");
        assertThat(refusal.get("reason").asText()).isEqualTo("missing");
        assertThat(refusal.get("error").asText())
                .isEqualTo("events[1].title is missing, or shows nothing; it is a text of 1 to 256 characters");
        assertThat(redis().xlen(vestnik.keys().events())).isLessThanOrEqualTo(before);
    }

    @Test
    void whatIsNoJsonIsRefused() throws Exception {
        assertThat(post("secret-of-zabbix", "hello").statusCode()).isEqualTo(400);
        assertThat(post("secret-of-zabbix", "").statusCode()).isEqualTo(400);
    }

    @Test
    void withoutAKnownTokenNobodyMayPost() throws Exception {
        HttpResponse<String> response = post("guess", GOOD.formatted("x"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(response.body()).contains("Authorization: Bearer");
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        assertThat(post("secret-of-zabbix", "x".repeat(9 * 1024 * 1024)).statusCode())
                .isEqualTo(413);
        assertThat(post("secret-of-zabbix", GOOD.formatted("t").replace("}", ",\"x\":\"" + "x".repeat(600_000) + "\"}"))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aFormIsRefused() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(uri())
                .header("Authorization", "Bearer secret-of-zabbix")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(GOOD.formatted("x")))
                .build();

        assertThat(http.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guess", "secret-of-zabbix"})
    void connectionsThatSendHalfABodyDelayNobodyElse(String token) throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), vestnik.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                        + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"status\":")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            long start = System.nanoTime();
            assertThat(post("secret-of-grafana", GOOD.formatted("Beside the slow"))
                            .statusCode())
                    .isEqualTo(202);
            Duration events = Duration.ofNanos(System.nanoTime() - start);
            start = System.nanoTime();
            HttpResponse<String> health = http.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + vestnik.managementPort() + "/observe/health/ready"))
                            .build(),
                    BodyHandlers.ofString());
            Duration ready = Duration.ofNanos(System.nanoTime() - start);

            assertThat(health.statusCode()).isEqualTo(200);
            // A second, and time for a slow machine; without a free thread it is five.
            assertThat(List.of(events, ready)).allMatch(taken -> taken.compareTo(Duration.ofSeconds(3)) < 0);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void theDescriptionThatEverybodyMayReadSaysWhatIsAnswered() throws Exception {
        HttpResponse<String> described =
                http.send(HttpRequest.newBuilder(uri("/openapi.yaml")).build(), BodyHandlers.ofString());
        assertThat(described.statusCode()).isEqualTo(200);
        assertThat(described.headers().firstValue("Content-Type").orElse("")).startsWith("application/yaml");
        OpenApi api = new OpenApi(described.body());
        assertThat(api.root().path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(api.root().path("paths").fieldNames()).toIterable().containsExactly("/events", "/sources/{name}");

        String huge = "x".repeat(9 * 1024 * 1024);
        Set<Integer> events = new TreeSet<>();
        for (HttpResponse<String> answer : List.of(
                send("/events", "secret-of-zabbix", "application/json", GOOD.formatted("Described")),
                send("/events", "secret-of-zabbix", "application/json", "[" + GOOD.formatted("x") + ",{}]"),
                send("/events", "secret-of-zabbix", "application/json", "hello"),
                send("/events", "guess", "application/json", GOOD.formatted("x")),
                send("/events", "secret-of-zabbix", "application/json", huge),
                send("/events", "secret-of-zabbix", "text/html", GOOD.formatted("x")),
                whileRedisTakesNothing("/events", GOOD.formatted("x")))) {
            api.check("/events", answer);
            events.add(answer.statusCode());
        }
        // 404 only without any token, see SourceRequestFilterTest.
        events.add(404);
        assertThat(events).isEqualTo(api.codes("/events"));

        String path = "/sources/alertmanager";
        String alert = "{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"Described\"}},{}]}";
        Set<Integer> sources = new TreeSet<>();
        for (HttpResponse<String> answer : List.of(
                send(path, "secret-of-zabbix", "application/json", "{\"alerts\":[]}"),
                send(path, "secret-of-zabbix", "application/json", "{}"),
                send(path, "secret-of-zabbix", "application/json", alert),
                send(path, "guess", "application/json", "{}"),
                send("/sources/zabbix", "secret-of-zabbix", "application/json", "{}"),
                send(path, "secret-of-zabbix", "application/json", huge),
                send(path, "secret-of-zabbix", "text/html", "{}"),
                send("/sources/grafana", "secret-of-zabbix", "application/json", "{\"alerts\":[]}"),
                send("/sources/grafana", "secret-of-zabbix", "application/json", "{\"alerts\":[]}"),
                whileRedisTakesNothing(path, alert))) {
            api.check("/sources/{name}", answer);
            sources.add(answer.statusCode());
        }
        assertThat(sources).isEqualTo(api.codes("/sources/{name}"));
    }

    @Test
    void theDescriptionHasTheFieldsOfAnEventAndItsExamplesAreAccepted() throws Exception {
        OpenApi api = new OpenApi(new ClassPathResource("openapi.yaml").getContentAsString(StandardCharsets.UTF_8));
        JsonNode event = api.root().at("/components/schemas/Event");
        Set<String> fields = Stream.of(Event.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("omitted"))
                .collect(Collectors.toSet());
        assertThat(event.path("properties").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(fields);
        for (String name : List.of("id", "key", "ip", "area", "source")) {
            assertThat(event.at("/properties/" + name + "/maxLength").asInt()).isEqualTo(EventReader.MAX_NAME);
        }
        assertThat(event.at("/properties/url/maxLength").asInt()).isEqualTo(EventReader.MAX_URL);
        assertThat(api.root().at("/components/schemas/Reason/enum"))
                .extracting(JsonNode::asText)
                .as("all but what no request can be")
                .containsExactlyElementsOf(Stream.of(Rejection.Reason.values())
                        .filter(reason -> reason != Rejection.Reason.NOT_AN_ENTRY)
                        .map(Rejection.Reason::label)
                        .toList());
        JsonNode examples = api.root().at("/paths/~1events/post/requestBody/content/application~1json/examples");
        assertThat(examples).hasSize(3);
        for (JsonNode example : examples) {
            HttpResponse<String> answer =
                    post("secret-of-zabbix", example.get("value").toString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
    }

    @Test
    void theExamplesOfTheDocumentationPushEvents() throws Exception {
        Program.require("curl", "iconv");
        Map<String, String> settings =
                Map.of("VESTNIK_URL", uri().toString(), "VESTNIK_TOKEN", "secret-of-zabbix", "VESTNIK_AREA", "north");

        Program curl = Program.run(settings, "", "/bin/sh", "docs/examples/push-event.sh", uri().toString());
        assertThat(curl.exit()).as(curl.errors()).isZero();
        assertThat(JSON.readTree(curl.output()).get("accepted")).hasSize(1);

        String fails = "printf 'größer\\tals \"C:\\\\temp\"\\nсвободно \\351 0\\n' && exit 3";
        Program shell = Program.run(
                settings, "", "/bin/sh", "docs/examples/run-and-report.sh", "backup/7", "/bin/sh", "-c", fails);
        assertThat(shell.errors()).isEmpty();
        assertThat(shell.exit()).as("that of the command").isEqualTo(3);
        Awaitility.await("opened").atMost(PATIENCE).until(() -> incident("backup/7")
                .isPresent());
        Incident open = incident("backup/7").orElseThrow();
        assertThat(open.title()).isEqualTo("backup/7 fails with 3");
        assertThat(EventJson.read(redis().get(vestnik.keys().event(open.event())))
                        .text())
                .isEqualTo("größer\tals \"C:\\temp\"\nсвободно  0");
        assertThat(Program.run(settings, "", "/bin/sh", "docs/examples/run-and-report.sh", "backup/7", "true")
                        .exit())
                .isZero();
        Awaitility.await("closed")
                .atMost(PATIENCE)
                .until(() -> !incident("backup/7").orElseThrow().open());

        Program.require("python3");
        Program python = Program.run(
                settings, "", "python3", "docs/examples/push_event.py", "critical", "Кольцо \"5\"", "--key", "ring-5");
        assertThat(python.exit()).as(python.errors()).isZero();
        Awaitility.await("opened").atMost(PATIENCE).until(() -> incident("ring-5")
                .isPresent());
        assertThat(incident("ring-5").orElseThrow().title()).isEqualTo("Кольцо \"5\"");
        Program refused = Program.run(settings, "", "python3", "docs/examples/push_event.py", "burning", "x");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.errors()).contains("The event was not accepted: 400: ", "'burning' is not configured");
    }

    private static Optional<Incident> incident(String key) {
        return vestnik.bean(IncidentStore.class).find(key);
    }

    private static HttpResponse<String> whileRedisTakesNothing(String path, String body) throws Exception {
        redis().configSet("maxmemory", "1");
        try {
            return send(path, "secret-of-zabbix", "application/json", body);
        } finally {
            redis().configSet("maxmemory", "0");
        }
    }

    private static HttpResponse<String> send(String path, String token, String type, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + vestnik.port() + path);
    }

    @Test
    void aChangedFileIsInForceSoonAndABrokenOneIsNot() throws Exception {
        Path ranges = folder.resolve("directory").resolve("rangeips.csv");
        DirectoryService directories = vestnik.bean(DirectoryService.class);

        Files.writeString(ranges, "cidr,area\n10.1.0.0/16,north\n10.7.0.0/16,north\n");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> directories.current().areaOfIp("10.7.0.1").isPresent());

        Files.writeString(ranges, "cidr,area\n10.8.0.0/16,nowhere\n");
        Files.writeString(folder.resolve("directory").resolve("areas.csv"), "area,name\nnorth,Север!\n");
        Files.writeString(ranges, "cidr,area\n10.1.0.0/16,north\n10.9.0.0/16,north\n");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> directories.current().areaOfIp("10.9.0.1").isPresent());
        assertThat(directories.current().areaOfIp("10.8.0.1")).isEmpty();
    }

    @Test
    void anInstanceLoadsTheDirectoryWhenItIsToldOfItInPlainText() throws IOException {
        DirectoryService directories = vestnik.bean(DirectoryService.class);
        directories.current();
        redis().hset(vestnik.keys().areas(), "far", "Far");
        redis().incr(vestnik.keys().directoryVersion());

        Awaitility.await().atMost(PATIENCE).until(() -> {
            redis().publish(vestnik.keys().directoryChanged(), "changed");
            return directories.current().areaName("far").isPresent();
        });
    }

    private static HttpResponse<String> post(String token, String body) throws IOException, InterruptedException {
        return send("/events", token, "application/json", body);
    }

    private static URI uri() {
        return uri("/events");
    }

    private static RedisClusterCommands<String, String> redis() {
        return vestnik.redis();
    }
}
