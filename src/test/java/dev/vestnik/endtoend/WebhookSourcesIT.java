package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.testing.BodyMutations;
import dev.vestnik.testing.Program;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Sources over HTTP, in the words of their senders, through the running routes. */
@ExtendWith(OutputCaptureExtension.class)
class WebhookSourcesIT {
    private static final String TOKEN = "token-of-alertmanager";
    private static final Path PAYLOADS = Path.of("src/test/resources/sources");
    private static final int MUTATIONS = Integer.getInteger("sources.mutations.http", 300);
    private static final long SEED = Long.getLong("sources.mutations.seed", 18);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWN =
            "{\"key\":\"core-7/if-3\",\"status\":\"info\",\"title\":\"Link down\",\"ip\":\"10.1.2.3\","
                    + "\"time\":\"2026-11-23T10:00:00Z\",\"url\":\"https://zabbix.example/1\",\"labels\":{\"host\":\"core-7\"}}";

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.http-tokens.test=" + TOKEN,
                "vestnik.sources.alertmanager.enabled=true",
                "vestnik.sources.alertmanager.token=" + TOKEN,
                "vestnik.sources.grafana.enabled=true",
                "vestnik.sources.grafana.token=" + TOKEN,
                "vestnik.sources.grafana.rate=unlimited",
                "vestnik.sources.alertmanager.rate=unlimited",
                "vestnik.sources.uptimekuma.enabled=true",
                "vestnik.sources.uptimekuma.open=true",
                "vestnik.sources.uptimekuma.expect=2s",
                "vestnik.sources.uptimekuma.rate=unlimited",
                "vestnik.sources.zabbix.enabled=true",
                "vestnik.sources.zabbix.token=" + TOKEN,
                "vestnik.sources.zabbix.rate=unlimited",
                "vestnik.sources.icinga.enabled=true",
                "vestnik.sources.icinga.token=" + TOKEN,
                "vestnik.sources.icinga.rate=unlimited",
                "vestnik.sources.cloudevents.enabled=true",
                "vestnik.sources.cloudevents.rate=unlimited",
                "vestnik.sources.cloudevents.token=" + TOKEN,
                "vestnik.sources.cloudevents.path=/in/cloudevents",
                "vestnik.sources.cloudevents.token-place=path");
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void anAlertOpensAnIncidentAndItsEndClosesIt() throws Exception {
        String body = payload("alertmanager/firing.json");

        HttpResponse<String> response = post("alertmanager", gzip(body), "Content-Encoding", "gzip");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(JSON.readTree(response.body()).get("accepted")).hasSize(2);
        String key = "LinkDown/10.1.2.3:9116/5ef77f1f8a3ecfe8";
        Awaitility.await("opened").atMost(PATIENCE).until(() -> vestnik.isOpen(key));

        String over = body.replace(
                "\"status\": \"firing\",\n      \"labels\"", "\"status\": \"resolved\",\n      \"labels\"");
        assertThat(post("alertmanager", over.getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(202);
        Awaitility.await("closed").atMost(PATIENCE).until(() -> !vestnik.isOpen(key));
    }

    @Test
    void aProblemOfZabbixIsOneIncidentUntilItsRecoveryWhateverPeopleDoWithItThere() throws Exception {
        String key = "it-7/24601";
        zabbix("problem");
        zabbix("acknowledged");
        Awaitility.await("opened").atMost(PATIENCE).until(() -> vestnik.isOpen(key));
        Incident opened = incident(key);
        assertThat(opened.status()).isEqualTo("critical");

        zabbix("severity-lowered");
        Awaitility.await("lowered")
                .atMost(PATIENCE)
                .until(() -> incident(key).status().equals("warning"));
        assertThat(incident(key).number()).isEqualTo(opened.number());
        assertThat(incident(key).title()).isEqualTo(opened.title());

        zabbix("recovery");
        zabbix("commented-after-the-end");
        Awaitility.await("closed").atMost(PATIENCE).until(() -> !vestnik.isOpen(key));
        assertThat(incident(key).generation()).isEqualTo(1);
    }

    private static void zabbix(String message) throws Exception {
        // A host of its own: mutated bodies are about the other one.
        String body = payload("zabbix/" + message + ".json").replace("core-7", "it-7");
        HttpResponse<String> response = post("zabbix", bytes(body));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    }

    @Test
    void theScriptOfIcingaOpensAnIncidentAndClosesIt() throws Exception {
        Program.require("curl", "awk");
        String key = "it-7/disk \"/var\"";
        icinga("PROBLEM", "CRITICAL");
        Awaitility.await("opened").atMost(PATIENCE).until(() -> vestnik.isOpen(key));

        icinga("RECOVERY", "OK");
        Awaitility.await("closed").atMost(PATIENCE).until(() -> !vestnik.isOpen(key));
    }

    private static void icinga(String type, String state) {
        Program script = Program.run(
                Map.of(
                        "VESTNIK_URL",
                        uri("icinga").toString(),
                        "VESTNIK_TOKEN",
                        TOKEN,
                        "ICINGA_TYPE",
                        type,
                        "ICINGA_HOST",
                        "it-7",
                        "ICINGA_SERVICE",
                        "disk \"/var\"",
                        "ICINGA_STATE",
                        state,
                        "ICINGA_OUTPUT",
                        "größer als C:\\temp\nсвободно 0"),
                "",
                "/bin/sh",
                "docs/sources/icinga-vestnik.sh");
        assertThat(script.exit()).as(script.errors()).isZero();
    }

    @Test
    void ofAMixedBodyTheGoodElementsAreAccepted() throws Exception {
        double before = events("accepted");

        HttpResponse<String> response = post(
                "alertmanager", payload("alertmanager/without-fingerprint.json").getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.get("accepted")).hasSize(1);
        assertThat(answer.get("field").asText()).isEqualTo("events[1].title");
        assertThat(answer.get("error").asText())
                .startsWith("2 of 3 events are refused, the others are accepted: events[1].title is missing");
        assertThat(answer.get("refused")).hasSize(2);
        assertThat(events("accepted")).isEqualTo(before + 1);
    }

    @Test
    void aCloudEventIsAcceptedInItsThreeModes() throws Exception {
        assertThat(cloudEvent(
                                payload("cloudevents/structured.json"),
                                "Content-Type",
                                "application/cloudevents+json; charset=utf-8")
                        .statusCode())
                .isEqualTo(202);
        HttpResponse<String> batch =
                cloudEvent(payload("cloudevents/batch.json"), "Content-Type", "application/cloudevents-batch+json");
        assertThat(batch.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(batch.body()).get("accepted")).hasSize(2);
        String[] binary = {"ce-specversion", "1.0", "CE-ID", "A1", "ce-type", "door", "ce-source", "/doors"};
        String[] json = Stream.concat(Stream.of(binary), Stream.of("Content-Type", "application/json"))
                .toArray(String[]::new);
        assertThat(cloudEvent(payload("cloudevents/binary.json"), json).statusCode())
                .isEqualTo(202);
        Awaitility.await("opened").atMost(PATIENCE).until(() -> vestnik.isOpen("door/1"));
        String[] text = Stream.concat(Stream.of(binary), Stream.of("Content-Type", "text/plain"))
                .toArray(String[]::new);
        assertThat(cloudEvent("somebody \"rings\"", text).statusCode()).isEqualTo(202);
        assertThat(cloudEvent("", binary).statusCode()).as("without a body").isEqualTo(202);
        assertThat(cloudEvent("", "Content-Type", "application/json").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aFormIsAnObjectOfItsFieldsAndNoneOfThemAHeader() throws Exception {
        HttpResponse<String> response = cloudEvent(
                "key=door/form&title=100%&ce-type=forged",
                "ce-specversion",
                "1.0",
                "ce-id",
                "B1",
                "ce-type",
                "door",
                "ce-source",
                "/doors",
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        Awaitility.await("opened").atMost(PATIENCE).until(() -> vestnik.isOpen("door/form"));
        assertThat(incident("door/form").title()).isEqualTo("100%");
    }

    private static HttpResponse<String> cloudEvent(String body, String... headers)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + "/in/cloudevents/" + TOKEN))
                        .headers(headers)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsReason() throws Exception {
        assertThat(post("alertmanager", bytes("{\"alerts\":")).body()).contains("not one JSON value in UTF-8 (line 1");
        assertThat(post("alertmanager", bytes("{} {}")).statusCode()).isEqualTo(400);
        assertThat(post("alertmanager", new byte[0]).statusCode()).isEqualTo(400);
        assertThat(post("alertmanager", new byte[] {(byte) 0xff}).statusCode()).isEqualTo(400);
        HttpResponse<String> other = post("alertmanager", bytes("{\"status\":\"critical\"}"));
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("The mapping refuses the body: alerts is missing", "\"refused_by_mapping\"");
        HttpResponse<String> none = post("alertmanager", bytes("{\"alerts\":[]}"));
        assertThat(none.statusCode()).isEqualTo(202);
        assertThat(none.body()).isEqualTo("{\"accepted\":[]}");
    }

    @Test
    void aParameterDoesNotRenameTheSource() throws Exception {
        assertThat(post("alertmanager?vestnikSender=forged", bytes("{\"alerts\":[]}"))
                        .statusCode())
                .isEqualTo(202);

        assertThat(vestnik.bean(MeterRegistry.class)
                        .get("vestnik.source.requests")
                        .counters())
                .extracting(counter -> counter.getId().getTag("source"))
                .allMatch(
                        List.of("alertmanager", "grafana", "uptimekuma", "zabbix", "icinga", "cloudevents")::contains);
    }

    @Test
    void whoHasNoTokenIsRefusedAndASourceThatIsOffIsNotThere() throws Exception {
        HttpRequest stranger = HttpRequest.newBuilder(uri("alertmanager"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"alerts\":[]}"))
                .build();
        assertThat(http.send(stranger, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(post("nagios", bytes("{}")).statusCode()).isEqualTo(404);
    }

    @Test
    void noBodyIsAnsweredWithAnInternalErrorOrLeavesAStackInTheLog(CapturedOutput log) throws Exception {
        BodyMutations mutations = new BodyMutations(SEED);
        List<Path> files;
        try (Stream<Path> all = Files.walk(PAYLOADS)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        Map<Integer, Integer> codes = new TreeMap<>();
        for (int i = 0; i < MUTATIONS; i++) {
            Path file = files.get(i % files.size());
            String source = PAYLOADS.relativize(file).getName(0).toString();
            String path = source.equals("cloudevents") ? "/in/cloudevents/" + TOKEN : "/sources/" + source;
            HttpResponse<String> response = mutated(path, mutations.of(Files.readString(file)));
            codes.merge(response.statusCode(), 1, Integer::sum);
            assertThat(response.statusCode())
                    .as("body %d of %s, seed %d: %s", i, source, SEED, response.body())
                    .isIn(202, 400);
            assertThat(response.body()).contains(response.statusCode() == 202 ? "\"accepted\":" : "\"error\":\"");
            HttpResponse<String> own =
                    mutated("/events", i % 2 == 0 ? mutations.of(OWN) : mutations.ofText(OWN + "\n" + OWN));
            assertThat(own.statusCode())
                    .as("body %d of /events, seed %d: %s", i, SEED, own.body())
                    .isIn(202, 400);
        }
        System.out.println(MUTATIONS + " bodies over HTTP, seed " + SEED + ": " + codes);
        assertThat(codes).containsOnlyKeys(202, 400);
        assertThat(log.getAll().lines()).noneMatch(line -> line.startsWith("\tat "));
    }

    private static HttpResponse<String> mutated(String path, byte[] body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aSourceThatSendsNothingIsAnIncidentUntilItSendsAgain() {
        String key = "source/uptimekuma";
        Awaitility.await("silent").atMost(PATIENCE).until(() -> vestnik.isOpen(key));

        Awaitility.await("sends again").atMost(PATIENCE).until(() -> {
            post("uptimekuma", bytes(payload("uptimekuma/test.json")));
            return !vestnik.isOpen(key);
        });
    }

    @Test
    void whileRedisTakesNothingTheSenderIsToldToRetry() throws Exception {
        vestnik.redis().configSet("maxmemory", "1");
        try {
            HttpResponse<String> response = post("alertmanager", bytes(payload("alertmanager/firing.json")));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("5");
        } finally {
            vestnik.redis().configSet("maxmemory", "0");
        }
    }

    private static Incident incident(String key) {
        return vestnik.bean(IncidentStore.class).find(key).orElseThrow();
    }

    private static double events(String result) {
        return vestnik.count("vestnik.source.events", "source", "alertmanager", "result", result);
    }

    private static HttpResponse<String> post(String source, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(source))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(String source) {
        return URI.create("http://127.0.0.1:" + vestnik.port() + "/sources/" + source);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes(text));
        }
        return compressed.toByteArray();
    }

    private static String payload(String file) throws IOException {
        return Files.readString(PAYLOADS.resolve(file));
    }
}
