package dev.vestnik.endtoend;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.testing.RedisExtension;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The management port: its information, its access rules and its operations. */
class ManagementPortIT {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String PASSWORD = "secret-of-operator";
    private static final String CONTEXT = "org.apache.camel:context=vestnik,type=context,name=\"vestnik\"";
    private static final String ROUTE = "org.apache.camel:context=vestnik,type=routes,name=\"handover\"";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @BeforeAll
    static void start() {
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.redis.url=" + REDIS.url(),
                "vestnik.sources.alertmanager.enabled=true",
                "vestnik.sources.alertmanager.token=token-of-alertmanager",
                "vestnik.admin.user=operator",
                "vestnik.admin.password=" + PASSWORD);
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hawtio/jolokia", "hawtio/jolokia/list", "jolokia", "hawtio/", "info"})
    void whatIsForOperatorsIsClosedToOthers(String path) throws Exception {
        assertThat(get(path, null).statusCode()).isEqualTo(401);
        assertThat(get(path, "guess").statusCode()).isEqualTo(401);
    }

    @Test
    void aRequestWithoutTheSessionsTokenChangesNothing() throws Exception {
        HttpResponse<String> refused = http.send(
                request("hawtio/jolokia", PASSWORD)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"version\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CONTEXT + "|sendBody(java.lang.String,java.lang.Object)",
                CONTEXT + "|sendStringBody(java.lang.String,java.lang.String)",
                CONTEXT + "|requestBody(java.lang.String,java.lang.Object)",
                CONTEXT + "|addOrUpdateRoutesFromXml(java.lang.String)",
                ROUTE + "|updateRouteFromXml(java.lang.String)",
                "com.sun.management:type=DiagnosticCommand|vmSystemProperties",
                "com.sun.management:type=HotSpotDiagnostic|dumpHeap",
                "java.util.logging:type=Logging|setLoggerLevels",
                "java.util.logging:type=Logging|setLoggerLevel(java.lang.String,java.lang.String)",
                CONTEXT + "|suspend()",
                CONTEXT + "|stop()",
                CONTEXT + "|restart()",
                "hawtio:type=QuartzFacade|updateCronTrigger",
                "jolokia:type=Config|resetHistoryEntries()",
            })
    void whatWouldSendOrRevealIsRefused(String bean, String operation) throws Exception {
        JsonNode answer =
                jolokia(Map.of("type", "exec", "mbean", bean, "operation", operation, "arguments", List.of()));

        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
    }

    @Test
    void secretsCannotBeRead() throws Exception {
        JsonNode answer =
                jolokia(Map.of("type", "read", "mbean", "java.lang:type=Runtime", "attribute", "SystemProperties"));

        assertThat(answer.path("status").asInt()).isEqualTo(403);
    }

    /** Through a proxy Vestnik would connect to any host that a request names, and deserialise its answer. */
    @Test
    void jolokiaReachesNoOtherProcess() throws Exception {
        HttpResponse<String> answer = postToJolokia(JSON.writeValueAsString(Map.of(
                "type",
                "read",
                "mbean",
                "java.lang:type=Memory",
                "target",
                Map.of("url", "service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi"))));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("ConnectException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "list", "ping"})
    void nobodySubscribesToNotifications(String command) throws Exception {
        String body = JSON.writeValueAsString(Map.of("type", "notification", "command", command));

        assertThat(postToJolokia(body).statusCode()).isEqualTo(400);
        assertThat(get("jolokia/notification/" + command, PASSWORD).statusCode())
                .isEqualTo(400);
        assertThat(get("jolokia?p=notification/" + command, PASSWORD).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "{\"type\":", "5", "", "{\"type\":\"nonsense\"}", "[5]"})
    void whatIsNoRequestOfJolokiaIsABadRequest(String body) throws Exception {
        HttpResponse<String> answer = postToJolokia(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("\tat ", "stacktrace");
    }

    @Test
    void aRouteIsSuspendedAndResumedAndTheHealthTells() throws Exception {
        exec(ROUTE, "suspend()");
        patiently().untilAsserted(() -> assertThat(get("health/ready", null).statusCode())
                .isEqualTo(503));
        assertThat(get("health/live", null).statusCode()).isEqualTo(200);

        exec(ROUTE, "resume()");
        patiently().untilAsserted(() -> assertThat(get("health/ready", null).statusCode())
                .isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GroupConsumer", "KeyedConsumer"})
    void deadLettersCanBeSeenTo(String kind) throws Exception {
        JsonNode beans =
                jolokia(Map.of("type", "search", "mbean", "org.apache.camel:type=consumers,name=" + kind + "(*,*"));
        String bean = beans.path("value").get(0).asText();

        exec(bean, "listDeadLetters(java.lang.String,int)", "", 10);
        assertThat(exec(bean, "replayAllDeadLetters()").asText()).startsWith("0 of 0");
    }

    @Test
    void whileRedisIsAwayItIsNotReadyAndSaysWhyButLives() throws Exception {
        patiently().untilAsserted(() -> assertThat(get("health/ready", null).statusCode())
                .isEqualTo(200));
        REDIS.stop();
        try {
            patiently().untilAsserted(() -> assertThat(get("health/ready", null).statusCode())
                    .isEqualTo(503));
            JsonNode ready = JSON.readTree(get("health/ready", PASSWORD).body());
            assertThat(ready.at("/components/redis/status").asText()).isEqualTo("DOWN");
            assertThat(ready.at("/components/redis/details").toString()).contains("Redis");
            assertThat(get("health/live", null).statusCode()).isEqualTo(200);
            assertThat(get("metrics", null).body()).contains("vestnik_inbox_waiting{bot=\"vestnik\"} NaN");
        } finally {
            REDIS.start();
        }
        patiently().untilAsserted(() -> assertThat(get("health/ready", null).statusCode())
                .isEqualTo(200));
    }

    /** The figures are NaN and the health is 503, but nobody waits for them. */
    @Test
    void whileRedisHangsScrapesAndHealthAreAnsweredAtOnce() throws Exception {
        patiently().untilAsserted(() -> assertThat(get("health/ready", null).statusCode())
                .isEqualTo(200));
        String redis = REDIS.commands()
                .info("server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        signal("STOP", redis);
        try {
            long begun = System.nanoTime();
            Awaitility.await("readiness says so")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> timed("health/ready") == 503);
            assertThat(timed("metrics")).isEqualTo(200);
            assertThat(timed("health")).isEqualTo(503);
            assertThat(timed("health/live")).isEqualTo(200);
            Awaitility.await("the figures are not known")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> get("metrics", null).body().contains("vestnik_inbox_waiting{bot=\"vestnik\"} NaN"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        } finally {
            signal("CONT", redis);
        }
        Awaitility.await("ready again").atMost(Duration.ofSeconds(5)).until(() -> timed("health/ready") == 200);
    }

    /** @return the status of an answer that came within a second */
    private int timed(String path) throws Exception {
        long begun = System.nanoTime();
        int status = get(path, null).statusCode();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(path).isLessThan(Duration.ofSeconds(1));
        return status;
    }

    private static void signal(String name, String process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, process).start().waitFor())
                .isZero();
    }

    @Test
    void afterTheContextWasSuspendedAndStartedItIsNotReady() throws Exception {
        CamelContext camel = vestnik.bean(CamelContext.class);
        camel.suspend();
        try {
            patiently().untilAsserted(() -> assertThat(get("health/ready", null).statusCode())
                    .isEqualTo(503));
            assertThat(JSON.readTree(get("health/ready", PASSWORD).body())
                            .at("/components/routes/details/routes")
                            .toString())
                    .contains("\"accept\"", "\"source-http\"");
        } finally {
            camel.resume();
        }
        patiently().untilAsserted(() -> assertThat(get("health/ready", null).statusCode())
                .isEqualTo(200));
    }

    @Test
    void withDispatchStoppedTheWaitingEventsAreInTheMetricsAndTheMissingLeaderInTheHealth() throws Exception {
        CamelContext camel = vestnik.bean(CamelContext.class);
        camel.getRouteController().stopRoute("event-dispatch");
        try {
            REDIS.commands().rpush(REDIS.keys().inbox(), "{\"status\":\"critical\",\"title\":\"Waits\"}");
            patiently().untilAsserted(() -> assertThat(get("metrics", null).body())
                    .contains(
                            "vestnik_events_undispatched{bot=\"vestnik\"} 1.0",
                            "vestnik_waking_unsent{bot=\"vestnik\"} 1.0")
                    .containsPattern("vestnik_oldest_unsent_seconds\\{bot=\"vestnik\"\\} [1-9]"));
            patiently().untilAsserted(() -> assertThat(
                            get("health/leadership", PASSWORD).body())
                    .contains("DOWN", "\"dispatch\":\"nowhere\""));
        } finally {
            camel.getRouteController().startRoute("event-dispatch");
        }
        patiently().untilAsserted(() -> assertThat(get("metrics", null).body())
                .contains("vestnik_events_undispatched{bot=\"vestnik\"} 0.0"));
    }

    @Test
    void readinessAndDrillsCanBeAskedForOverJmx() throws Exception {
        String readiness = "dev.vestnik:type=Readiness";
        assertThat(JSON.readTree(exec(readiness, "show()").asText()).isArray()).isTrue();
        assertThat(exec(readiness, "areasWithoutAnybody()").toString()).contains("north");
        assertThat(exec(readiness, "drill(java.lang.String)", "north").asText())
                .contains("Nobody would be woken now in the area north");
        assertThat(exec(readiness, "drill(java.lang.String)", "west").asText())
                .contains("The directory has no area west");
        assertThat(exec(readiness, "drillAnswers(long)", 1).asText()).isEqualTo("{}");
    }

    @Test
    void theReasonsAreForOperatorsAlone() throws Exception {
        assertThat(get("health/ready", null).body()).doesNotContain("components");
        patiently().untilAsserted(() -> assertThat(get("health", PASSWORD).body())
                .contains("\"dispatch\":\"here\"", "\"poll.status\""));
    }

    @Test
    void everyMetricOfTheOperatorsPageIsScrapedAndEachOfOursStandsThere() throws Exception {
        TreeSet<String> promised =
                names(Files.readString(Path.of("docs", "operations.md")), "(?m)^\\| `([a-z]+_[a-z_]+)` \\|");
        String scrape = get("metrics", null).body();
        TreeSet<String> scraped = names(scrape, "(?m)^# TYPE ([a-z_]+) ");

        assertThat(scraped).containsAll(promised);
        assertThat(scraped.stream().filter(name -> name.startsWith("vestnik_"))).isSubsetOf(promised);
        assertThat(scrape.lines().filter(line -> line.startsWith("vestnik_")))
                .allMatch(line -> line.contains("bot=\"vestnik\""));
        for (String ofEachRoute : List.of("camel_exchanges_total{", "camel_route_policy_seconds_count{")) {
            assertThat(scrape.lines().filter(line -> line.startsWith(ofEachRoute)))
                    .anyMatch(line -> line.contains("routeId=\"event-delivery\""))
                    .noneMatch(line -> line.contains("routeId=\"\""))
                    .anyMatch(line -> line.contains("routeId=\"directory-refresh\"") && !line.endsWith(" 0.0"));
        }
    }

    private static TreeSet<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private JsonNode exec(String bean, String operation, Object... arguments) throws Exception {
        JsonNode answer = jolokia(Map.of(
                "type",
                "exec",
                "mbean",
                bean,
                "operation",
                operation,
                "arguments",
                Stream.of(arguments).toList()));
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
        return answer.path("value");
    }

    /** As Hawtio asks it: with the token that the session's cookie holds. */
    private JsonNode jolokia(Map<String, Object> question) throws Exception {
        HttpResponse<String> response = postToJolokia(JSON.writeValueAsString(question));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> postToJolokia(String body) throws Exception {
        get("hawtio/jolokia/version", PASSWORD);
        String token = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
        HttpRequest request = request("hawtio/jolokia", PASSWORD)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String password) throws IOException, InterruptedException {
        return http.send(request(path, password).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String password) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + vestnik.managementPort() + "/observe/" + path))
                .timeout(Duration.ofSeconds(60));
        return password == null
                ? request
                : request.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8)));
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }
}
