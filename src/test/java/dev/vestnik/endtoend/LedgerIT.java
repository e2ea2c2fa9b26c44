package dev.vestnik.endtoend;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries of the ledger over HTTP and JMX after end-to-end deliveries. */
class LedgerIT {
    private static final String PHONE = "+79160000001";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static HttpClient http;

    @BeforeAll
    static void twoEventsOfOneIdHaveGoneTheirWay() {
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of(PHONE + ",Anna Orlova,north,operator,en,", "+79160000002,Boris,north,operator,en,"),
                List.of("north,North"),
                List.of("10.1.0.0/16,north"));
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.directory.folder=" + folder.resolve("directory"),
                "vestnik.admin.user=admin",
                "vestnik.admin.password=correct horse");
        http = HttpClient.newHttpClient();
        SandboxClient sandbox = vestnik.sandbox();
        sandbox.addUser(5001, "Anna", PHONE, "en");
        sandbox.say(5001, "/start");
        sandbox.shareOwnContact(5001);
        sandbox.say(5001, "/poolon");
        Awaitility.await().atMost(PATIENCE).until(() -> sandbox.texts(5001).size() >= 3);
        Map<String, Object> event =
                Map.of("id", "zbx-1", "status", "critical", "title", "Link down", "key", "k", "ip", "10.1.0.1");
        sandbox.push(List.of(event, event, Map.of("status", "critical")));
        Awaitility.await().atMost(PATIENCE).until(() -> sandbox.texts(5001).stream()
                .anyMatch(text -> text.contains("Link down")));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        get("/observe/ledger").path("lines").path("sent").asInt())
                .isEqualTo(1));
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void anEventIsAskedByTheIdThatItsSenderGaveIt() throws Exception {
        JsonNode events = get("/observe/ledger?event=zbx-1");

        assertThat(events).hasSize(2);
        assertThat(events.get(0).at("/event/outcome").asText()).isEqualTo("routed");
        assertThat(events.get(0).at("/event/title").asText()).isEqualTo("Link down");
        assertThat(events.get(0).at("/event/people/0/person").asText()).isEqualTo("Anna Orlova");
        assertThat(events.get(0).at("/event/people/0/line/state").asText()).isEqualTo("SENT");
        assertThat(events.get(0).at("/event/people/0/line/message").asLong())
                .isEqualTo(vestnik.sandbox().last(5001).path("message_id").asLong());
        assertThat(events.get(0).path("notYet")).isEmpty();
        assertThat(events.get(1).at("/event/outcome").asText()).isEqualTo("duplicate");
        String ref = events.get(0).at("/event/ref").asText();
        assertThat(get("/observe/ledger?event=" + ref)).hasSize(1);
        assertThat(call("GET", "/observe/ledger?event=unknown", true, "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPersonIsAskedByNameOrChatAndByPhoneOnlyOutsideOfTheUrl() throws Exception {
        assertThat(get("/observe/ledger?person=Anna%20Orlova")
                        .at("/0/events/0/title")
                        .asText())
                .isEqualTo("Link down");
        assertThat(get("/observe/ledger?person=5001").at("/0/events")).hasSize(1);
        HttpResponse<String> byPhone = call("POST", "/observe/ledger", true, "{\"phone\":\"8 916 000-00-01\"}");
        assertThat(byPhone.statusCode()).isEqualTo(200);
        assertThat(byPhone.body()).contains("Anna Orlova", "Link down").doesNotContain("9160000001");
        assertThat(get("/observe/ledger?person=%2B79160000001").path("error").asText())
                .contains("POST")
                .doesNotContain("9160000001");
    }

    @Test
    void theSumClosesAndEveryoneWhoWatchesSeesIt() throws Exception {
        JsonNode sum = get("/observe/ledger");

        assertThat(sum.path("closes").asBoolean()).isTrue();
        assertThat(sum.path("lines").path("accepted").asInt()).isEqualTo(3);
        assertThat(sum.path("lines").path("duplicate").asInt()).isEqualTo(1);
        assertThat(sum.path("lines").path("rejected").asInt()).isEqualTo(1);
        assertThat(get("/observe/health/ledger").at("/details/closes").asBoolean())
                .isTrue();
        assertThat(call("GET", "/observe/metrics", false, "").body())
                .containsPattern("vestnik_ledger_missing\\{.*} 0\\.0")
                .containsPattern("vestnik_ledger_lines\\{.*what=\"sent\".*} 1\\.0");
        var server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.vestnik:type=Ledger");
        assertThat(server.getAttribute(name, "Closes")).isEqualTo(true);
        assertThat((Map<?, ?>) server.getAttribute(name, "Lines"))
                .isEqualTo(Map.ofEntries(
                        entry("accepted", 3L),
                        entry("sent", 1L),
                        entry("merged", 0L),
                        entry("expired", 0L),
                        entry("unreachable", 0L),
                        entry("dead", 0L),
                        entry("rejected", 1L),
                        entry("duplicate", 1L),
                        entry("silenced", 0L),
                        entry("unrouted", 0L),
                        entry("waiting", 0L)));
        String[] text = {String.class.getName()};
        assertThat((String) server.invoke(name, "event", new Object[] {"zbx-1"}, text))
                .contains("SENT", "Anna Orlova");
        assertThat((String) server.invoke(name, "person", new Object[] {PHONE}, text))
                .contains("Link down")
                .doesNotContain("9160000001");
    }

    @Test
    void withoutTheLoginNobodySeesIt() throws Exception {
        assertThat(call("GET", "/observe/ledger?event=zbx-1", false, "").statusCode())
                .isEqualTo(401);
        assertThat(call("POST", "/observe/ledger", false, "{\"phone\":\"" + PHONE + "\"}")
                        .statusCode())
                .isEqualTo(401);
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = call("GET", path, true, "");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> call(String method, String path, boolean login, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + vestnik.managementPort() + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (login) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString("admin:correct horse".getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
