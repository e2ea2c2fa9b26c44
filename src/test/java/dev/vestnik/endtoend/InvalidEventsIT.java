package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.ledger.LedgerReader;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invalid events among valid ones, pushed to Redis and posted over HTTP, through the running routes. */
class InvalidEventsIT {
    private static final long ANNA = 1001;
    private static final long CLARA = 1003;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param reason as in the stream {@code rejected} and in the response to a POST */
    private record Bad(String json, String reason, String field, int status) {}

    private static final List<Bad> BAD = List.of(
            new Bad("{\"status\":\"critical\",\"title\":", "not_json", "", 400),
            new Bad("hello", "not_json", "", 400),
            new Bad("\"critical\"", "not_an_object", "", 400),
            new Bad("{\"status\":\"critical\",\"ip\":\"10.1.0.7\"}", "missing", "title", 400),
            new Bad("{\"title\":\"No status\",\"ip\":\"10.1.0.7\"}", "missing", "status", 400),
            new Bad("{\"status\":\"catastrophic\",\"title\":\"x\"}", "unknown_status", "status", 400),
            new Bad("{\"status\":\"resolved\",\"title\":\"Of what?\"}", "key_required", "key", 400),
            new Bad(
                    "{\"status\":\"critical\",\"title\":\"x\",\"text\":\"" + "x".repeat(1024 * 1024) + "\"}",
                    "too_large",
                    "",
                    413));

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static int number;

    @BeforeAll
    static void annaIsOnDutyAndClaraIsAnAdministrator() {
        vestnik = RunningVestnik.start(
                folder,
                "VESTNIK_HTTP_TOKENS=zabbix:secret",
                "vestnik.delivery.per-chat=unlimited",
                "vestnik.delivery.merge=false");
        vestnik.sandbox().unlimited();
        vestnik.sandbox().shareOwnContact(ANNA);
        vestnik.sandbox().shareOwnContact(CLARA);
        await(ANNA, "Вы вошли");
        await(CLARA, "You are logged in");
        vestnik.sandbox().say(ANNA, "/poolon");
        await(ANNA, "Вы заступили на дежурство");
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void whatIsPushedAndNoEventIsRejectedAndItsNeighboursAreDelivered() {
        List<String> pushed = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (Bad bad : BAD) {
            titles.add(title());
            pushed.add(good(titles.get(titles.size() - 1)));
            pushed.add(bad.json());
        }
        titles.add(title());
        pushed.add(good(titles.get(titles.size() - 1)));

        vestnik.redis().rpush(vestnik.keys().inbox(), pushed.toArray(String[]::new));

        titles.forEach(title -> await(ANNA, title));
        List<Map<String, String>> rejected = rejected();
        assertThat(rejected).extracting(entry -> entry.get("reason")).containsExactlyElementsOf(reasons());
        assertThat(rejected)
                .extracting(entry -> entry.get("field"))
                .containsExactlyElementsOf(BAD.stream().map(Bad::field).toList());
        assertThat(rejected)
                .extracting(entry -> entry.get("raw"))
                .as("the raw bytes")
                .containsExactlyElementsOf(BAD.stream().map(Bad::json).toList());
        assertThat(rejected)
                .allSatisfy(entry -> assertThat(entry.get("sentence")).isNotBlank());
    }

    @Test
    void whatIsPostedAndNoEventIsRefusedAndItsNeighboursAreDelivered() throws Exception {
        for (Bad bad : BAD) {
            String title = title();
            assertThat(post(good(title)).statusCode()).isEqualTo(202);

            HttpResponse<String> refused = post(bad.json());
            assertThat(refused.statusCode()).as(bad.reason()).isEqualTo(bad.status());
            JsonNode answer = JSON.readTree(refused.body());
            assertThat(answer.path("reason").asText()).isEqualTo(bad.reason());
            assertThat(answer.path("field").asText()).isEqualTo(bad.field());
            await(ANNA, title);
        }
    }

    @Test
    void anArrayIsAcceptedEverywhereAndABadElementIsRejectedAloneWithItsOrigin() {
        List<String> titles = List.of(title(), title(), title(), title());
        push("[" + good(titles.get(0)) + ", {\"title\":\"Pushed\",\"source\":\"nagios\"}, " + good(titles.get(1))
                + "]");
        vestnik.bean(ProducerTemplate.class)
                .sendBody("direct:accept", "[" + good(titles.get(2)) + ",[],\n" + good(titles.get(3)) + "]");

        titles.forEach(title -> await(ANNA, title));
        assertThat(allRejected())
                .filteredOn(entry -> entry.get("raw").contains("Pushed"))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry).containsEntry("source", "nagios").containsEntry("route", "inbox"));
        assertThat(allRejected())
                .filteredOn(entry -> entry.get("raw").equals("[]"))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry).containsEntry("source", "unknown").containsEntry("route", "accept"));
        String ref = allRejected().stream()
                .filter(entry -> entry.get("raw").contains("Pushed"))
                .map(entry -> entry.get("ref"))
                .findFirst()
                .orElseThrow();
        assertThat(vestnik.bean(LedgerReader.class).event(ref))
                .singleElement()
                .satisfies(event -> assertThat(event.outcome()).isEqualTo("rejected"));
    }

    @Test
    void anUnknownAreaGoesByTheAddressElseToTheAdministratorsWithAWord() {
        String byAddress = title();
        String nowhere = title();
        push("{\"status\":\"critical\",\"title\":\"" + byAddress + "\",\"area\":\"atlantis\",\"ip\":\"10.1.0.7\"}");
        push("{\"status\":\"critical\",\"title\":\"" + nowhere + "\",\"area\":\"atlantis\"}");

        await(ANNA, byAddress);
        await(CLARA, nowhere);
        await(CLARA, "Area unknown: atlantis");
        String marker = title();
        push(good(marker));
        await(ANNA, marker);
        assertThat(texts(ANNA)).doesNotContain(nowhere);
    }

    @Test
    void aBadOptionalFieldIsLeftOutAndTheEventDelivered() throws Exception {
        String posted = title();
        String pushed = title();
        String bad = "\"url\":\"ftp://files/x\\\"<b>\",\"ip\":\"10.1.0.300\",\"area\":\"north\",\"time\":\"today\"}";

        assertThat(post("[{\"status\":\"critical\",\"title\":\"" + posted + "\"," + bad + "]")
                        .statusCode())
                .isEqualTo(202);
        await(ANNA, posted);
        push("{\"status\":\"critical\",\"title\":\"" + pushed + "\"," + bad);
        await(ANNA, pushed);

        assertThat(vestnik.sandbox().texts(ANNA))
                .filteredOn(text -> text.contains(posted) || text.contains(pushed))
                .allSatisfy(text -> assertThat(text)
                        .contains(
                                "Поля с ошибкой пропущены: ip «10.1.0.300», time «today», url «ftp://files/x\"<b>»."));
    }

    @Test
    void textOfAnEventIsNeverClickable() {
        String title = title();
        push("{\"status\":\"critical\",\"area\":\"north\",\"key\":\"/select\",\"title\":\"" + title + " /pooloff\","
                + "\"text\":\"/disable @admin #tag tg://resolve?domain=x 10.1.2.3 +79161234567\","
                + "\"labels\":{\"disk\":\"/dev/sda1\",\"mail\":\"root@example.org\"}}");

        await(ANNA, title);
        JsonNode message = vestnik.sandbox().messages(ANNA).stream()
                .filter(one -> one.path("text").asText().contains(title))
                .findFirst()
                .orElseThrow();
        assertThat(message.path("entities").findValuesAsText("type"))
                .isNotEmpty()
                .allMatch(Set.of("bold", "italic", "code")::contains);
    }

    private static List<String> reasons() {
        return BAD.stream().map(Bad::reason).toList();
    }

    /** The rejected entries; events that other tests of this class post are refused earlier. */
    private static List<Map<String, String>> rejected() {
        return allRejected().stream()
                .filter(entry -> BAD.stream().anyMatch(bad -> bad.json().equals(entry.get("raw"))))
                .toList();
    }

    private static List<Map<String, String>> allRejected() {
        return vestnik.redis().xrange(vestnik.keys().rejected(), Range.unbounded()).stream()
                .map(StreamMessage::getBody)
                .toList();
    }

    private static String good(String title) {
        return "{\"status\":\"info\",\"title\":\"" + title + "\",\"ip\":\"10.1.0.7\"}";
    }

    private static String title() {
        return "Good neighbour " + ++number + ".";
    }

    private static void push(String event) {
        vestnik.redis().rpush(vestnik.keys().inbox(), event);
    }

    private static void await(long chat, String text) {
        Awaitility.await(text).atMost(PATIENCE).until(() -> texts(chat).contains(text));
    }

    private static String texts(long chat) {
        return String.join("\n", vestnik.sandbox().texts(chat));
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + "/events"))
                                .header("Authorization", "Bearer secret")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }
}
