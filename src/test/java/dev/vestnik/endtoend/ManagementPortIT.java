package dev.vestnik.endtoend;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.start.ctl.CtlCommand;
import dev.vestnik.testing.MetricRules;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.user.HashedChat;
import dev.vestnik.user.UserService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The management port: its information, its access rules and its operations. */
class ManagementPortIT {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String PASSWORD = "secret-of-operator";
    private static final String VIEWERS_PASSWORD = "secret-of-viewer";
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
                "vestnik.admin.password=" + PASSWORD,
                "vestnik.admin.viewers=watcher:" + VIEWERS_PASSWORD);
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hawtio/jolokia", "hawtio/jolokia/list", "jolokia", "hawtio/", "info", "topology"})
    void whatIsForOperatorsIsClosedToOthers(String path) throws Exception {
        assertThat(get(path, null).statusCode()).isEqualTo(401);
        assertThat(get(path, "guess").statusCode()).isEqualTo(401);
    }

    @Test
    void aViewerSeesEverythingAndChangesNothing() throws Exception {
        String read = "{\"type\":\"read\",\"mbean\":\"dev.vestnik:type=Delivery\",\"attribute\":\"Paused\"}";
        String list = "{\"type\":\"exec\",\"mbean\":\"dev.vestnik:type=People\",\"operation\":\"list()\"}";
        String suspend = JSON.writeValueAsString(
                Map.of("type", "exec", "mbean", ROUTE, "operation", "suspend()", "arguments", List.of()));
        try (AuditLines audit = new AuditLines()) {
            assertThat(byViewer("info", null).statusCode()).isEqualTo(200);
            assertThat(byViewer("jolokia", read).body()).contains("\"status\":200");
            assertThat(byViewer("jolokia", "[" + read + "," + list + "]").body())
                    .contains("\"status\":200")
                    .doesNotContain("\"status\":403");
            for (String change : List.of(suspend, "[" + read + "," + suspend + "]")) {
                HttpResponse<String> refused = byViewer("jolokia", change);
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(JSON.readTree(refused.body()).path("error").asText())
                        .isEqualTo("watcher may see, but change nothing: suspend is for operators");
            }
            assertThat(viewersCtl("people", "list").status()).isZero();
            assertThat(viewersCtl("delivery", "pause"))
                    .isEqualTo(refused(1, "watcher may see, but change nothing: pause is for operators"));
            assertThat(ctl("delivery", "status").out()).doesNotContain("watcher");
            assertThat(audit.lines)
                    .containsExactly(
                            "Viewer watcher is refused: suspend() " + ROUTE + " []",
                            "Viewer watcher is refused: suspend() " + ROUTE + " []",
                            "Viewer watcher is refused: pause() dev.vestnik:type=Delivery []");
        }
    }

    private static HttpResponse<String> byViewer(String path, String body) throws Exception {
        HttpRequest.Builder request = request(path, null).header("Authorization", basic("watcher", VIEWERS_PASSWORD));
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Wrong passwords come from another address than those of the other tests. */
    @Test
    void whoGuessesThePasswordHasToWait() throws Exception {
        TreeSet<String> answers = new TreeSet<>();
        for (int guess = 0; guess < 12; guess++) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress("127.0.0.9", 0));
                socket.connect(new InetSocketAddress("127.0.0.1", vestnik.managementPort()));
                socket.getOutputStream()
                        .write(("GET /observe/info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                                        + basic("operator", "guess-" + guess) + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                answers.add(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
            }
        }

        assertThat(answers).containsExactly("HTTP/1.1 401", "HTTP/1.1 429");
    }

    /** A password is changed by a new start, and a session is known to its process alone. */
    @Test
    void aSessionEndsWhenThePasswordChanges() throws Exception {
        logIn(vestnik, PASSWORD);
        assertThat(get("info", null).statusCode()).isEqualTo(200);
        try (RunningVestnik changed = RunningVestnik.start(
                Files.createDirectory(folder.resolve("changed")),
                "vestnik.redis.url=" + REDIS.url(),
                "vestnik.roles=producer",
                "spring.jmx.enabled=false",
                "vestnik.admin.user=operator",
                "vestnik.admin.password=another-" + PASSWORD)) {
            URI info = URI.create("http://127.0.0.1:" + changed.managementPort() + "/observe/info");
            assertThat(http.send(
                                    HttpRequest.newBuilder(info)
                                            .header("Accept", "application/json")
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isNotEqualTo(200);
            logIn(changed, "another-" + PASSWORD);
            assertThat(http.send(HttpRequest.newBuilder(info).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** As a browser does. */
    private void logIn(RunningVestnik where, String password) throws Exception {
        String port = "http://127.0.0.1:" + where.managementPort();
        http.send(HttpRequest.newBuilder(URI.create(port + "/login")).build(), HttpResponse.BodyHandlers.discarding());
        String form = "username=operator&password=" + password + "&_csrf=" + csrf();
        http.send(
                HttpRequest.newBuilder(URI.create(port + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void theBillOfMaterialsNamesWhatIsInTheJar() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Path.of("target", "classes", "META-INF", "sbom", "application.cdx.json")),
                "./mvnw package makes it");

        assertThat(get("sbom/application", null).statusCode()).isEqualTo(401);
        JsonNode bill = JSON.readTree(get("sbom/application", PASSWORD).body());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.findValuesAsText("name"))
                .contains("camel-telegram", "lettuce-core")
                .doesNotContain("jqwik");
    }

    @Test
    void theTopologyShowsWhatRunsWithItsFigures() throws Exception {
        HttpResponse<String> answer = get("topology", PASSWORD);

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/svg+xml;charset=UTF-8");
        assertThat(answer.body())
                .contains("stream events → event-dispatch", "POST /sources/alertmanager", "telegram-commands")
                .doesNotContain("/sources/grafana")
                .containsPattern("class=\"figure\"[^>]*>[0-9.]+/min<");
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
            patiently().untilAsserted(() -> assertThat(get("metrics", null).body())
                    .contains("vestnik_inbox_waiting{bot=\"vestnik\"} NaN"));
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
    void aProgramAsksJolokiaByPostWithThePasswordAndALinkChangesNothing() throws Exception {
        String exec = "{\"type\":\"exec\",\"mbean\":\"dev.vestnik:type=Delivery\",\"operation\":\"resume()\"}";

        assertThat(post("jolokia", "application/json", exec).statusCode()).isEqualTo(200);
        assertThat(post("jolokia", "text/plain", exec).statusCode()).isEqualTo(403);
        assertThat(get("jolokia/exec/dev.vestnik:type=Delivery/resume()", PASSWORD)
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("jolokia?p=exec/dev.vestnik:type=Delivery/resume()", PASSWORD)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void ctlAsksWhoWouldBeWokenAndStartsDrills() throws Exception {
        assertThat(ctl("--json", "duty", "would-wake").json().isArray()).isTrue();
        // The directory is there again soon after the loss of all data before this test.
        patiently().untilAsserted(() -> assertThat(
                        ctl("duty", "would-wake", "north", "critical").out())
                .startsWith("area   status    woken  forced  steps")
                .contains("north", "Анна Орлова (not-logged-in)"));
        assertThat(ctl("duty", "status").out()).contains("AreasWithoutAnybody", "south");
        assertThat(ctl("duty", "would-wake", "west"))
                .isEqualTo(refused(1, "There is no area 'west' in the directory, or no status '' that wakes"));
        assertThat(ctl("duty", "drill", "south"))
                .isEqualTo(refused(1, "Nobody would be woken now in the area 'south'"));
        assertThat(ctl("duty", "drill", "west")).isEqualTo(refused(1, "The directory has no area 'west'"));
        assertThat(ctl("--json", "duty", "drill-answers", "1").json()).isEmpty();
    }

    @Test
    void ctlPausesAndResumesDeliveryAndClosesAnIncidentAndTheAuditNamesWho() throws Exception {
        logIn(8_001, "+70000000003");
        try (AuditLines audit = new AuditLines()) {
            assertThat(ctl("delivery", "pause").out())
                    .startsWith("Delivery is paused since ")
                    .contains("by operator");
            patiently().untilAsserted(() -> assertThat(
                            get("health/deliveryPause", PASSWORD).body())
                    .contains("DOWN", "by operator"));
            assertThat(get("metrics", null).body()).contains("vestnik_delivery_paused{bot=\"vestnik\"} 1.0");
            vestnik.sandbox().push(List.of(Map.of("status", "critical", "title", "Paused line", "key", "paused")));
            patiently().until(() -> ctl("incidents", "list").out().contains("Paused line"));
            assertThat(vestnik.sandbox().texts(8_001)).noneMatch(text -> text.contains("Paused line"));
            assertThat(get("health/ready", null).statusCode()).isEqualTo(200);

            assertThat(ctl("delivery", "resume").out()).isEqualToIgnoringNewLines("Delivery is resumed");
            patiently().until(() -> vestnik.sandbox().texts(8_001).stream()
                    .anyMatch(text -> text.contains("Paused line")));

            JsonNode incident = ctl("--json", "incidents", "list").json().get(0);
            String number = incident.path("number").asText();
            assertThat(ctl("incidents", "close", "#" + number).out()).contains("#" + number);
            patiently().until(() -> ctl("--json", "incidents", "show", number)
                    .json()
                    .path("closedBy")
                    .asText()
                    .equals("operator"));
            assertThat(ctl("incidents", "close", number).status()).isEqualTo(1);
            exec(ROUTE, "suspend()");
            exec(ROUTE, "resume()");
            assertThat(audit.lines)
                    .contains(
                            "Operator operator: delivery pause on all instances",
                            "Operator operator: delivery resume on all instances",
                            "Operator operator: incidents close #" + number,
                            "Operator operator: suspend() " + ROUTE + " []");
        }
        patiently().untilAsserted(() -> assertThat(get("health/ready", null).statusCode())
                .isEqualTo(200));
    }

    @Test
    void ctlShowsReplaysAndDiscardsDeadLettersWithTheNameOfThePerson() throws Exception {
        logIn(8_002, "+70000000002");
        vestnik.sandbox().deactivate(8_002);
        vestnik.sandbox().push(List.of(Map.of("status", "critical", "title", "Dead line", "area", "south")));
        patiently().until(() -> ctl("dead-letters", "list", "outbox").out().contains("Dead line"));

        CtlAnswer list = ctl("dead-letters", "list", "outbox", "most=10");
        assertThat(list.out()).contains("Борис Лебедев", "unreachable").doesNotContain("8002", "7000000");
        String id = ctl("--json", "dead-letters", "list", "outbox")
                .json()
                .get(0)
                .path("id")
                .asText();
        vestnik.sandbox().unblock(8_002);
        vestnik.sandbox().say(8_002, "/me");
        patiently().until(() -> !ctl("people", "unreachable").out().contains("Борис"));
        assertThat(ctl("dead-letters", "replay", "outbox", id).out()).isEqualToIgnoringNewLines("1 replayed");
        patiently().until(() -> vestnik.sandbox().texts(8_002).stream().anyMatch(text -> text.contains("Dead line")));

        vestnik.redis().xadd(vestnik.keys().outbox() + ":8002", Map.of("event", "none"));
        vestnik.redis().zadd(vestnik.keys().outbox() + ":due", 0, "8002");
        patiently().until(() -> ctl("dead-letters", "list", "outbox").out().contains("foreign"));
        String foreign = ctl("--json", "dead-letters", "list", "outbox")
                .json()
                .get(0)
                .path("id")
                .asText();
        assertThat(ctl("--json", "dead-letters", "show", "outbox", foreign)
                        .json()
                        .at("/fields/event")
                        .asText())
                .isEqualTo("none");
        assertThat(ctl("dead-letters", "replay", "outbox", foreign).err()).contains("Vestnik has not written itself");
        ctl("dead-letters", "discard-all", "outbox");
        patiently().until(() -> ctl("dead-letters", "status").out().contains("1 of 1 discarded, done"));
        assertThat(ctl("--json", "dead-letters", "list", "outbox").json()).isEmpty();
        assertThat(ctl("dead-letters", "discard", "outbox", id))
                .isEqualTo(refused(1, "The stream outbox has no dead letter " + id));
        assertThat(ctl("--json", "dead-letters", "list", "acted").json()).isEmpty();
        assertThat(ctl("dead-letters", "list", "inbox"))
                .isEqualTo(
                        refused(1, "There is no stream 'inbox': dead letters are in outbox, events, updates or acted"));
    }

    @Test
    void anUpdateWhoseHandlingAlwaysFailsIsListedWithoutItsTextAndReplayed() throws Exception {
        logIn(8_005, "+70000000001");
        String broken = vestnik.keys().lastLateReply(8_005);
        vestnik.redis().rpush(broken, "not the id of a reply");
        vestnik.sandbox().say(8_005, "/start hidden words");

        patiently()
                .until(() ->
                        !ctl("--json", "dead-letters", "list", "updates").json().isEmpty());
        CtlAnswer list = ctl("dead-letters", "list", "updates");
        assertThat(list.out())
                .contains("command start, update ", "Анна Орлова", HashedChat.of(8_005), "failed")
                .doesNotContain("hidden", "8005", "7000000");
        JsonNode letter =
                ctl("--json", "dead-letters", "list", "updates").json().get(0);
        String id = letter.path("id").asText();
        assertThat(Instant.parse(letter.path("time").asText()))
                .isBefore(Instant.now().plusSeconds(1));
        assertThat(ctl("--json", "dead-letters", "show", "updates", id).out())
                .contains("\"command\" : \"start\"", "WRONGTYPE")
                .doesNotContain("hidden", "8005", "Somebody");
        String consumers = "org.apache.camel:type=consumers,name=KeyedConsumer(*,*";
        for (JsonNode consumer :
                jolokia(Map.of("type", "search", "mbean", consumers)).path("value")) {
            assertThat(exec(consumer.asText(), "inspectDeadLetter(java.lang.String)", id)
                            .asText())
                    .doesNotContain("hidden", "Somebody");
        }
        patiently().untilAsserted(() -> assertThat(get("metrics", null).body())
                .containsPattern("redis_streams_dead_letters\\{[^}]*stream=\"updates\"[^}]*} 1\\.0"));

        vestnik.redis().del(broken);
        int before = vestnik.sandbox().texts(8_005).size();
        assertThat(ctl("dead-letters", "replay", "updates", id).out()).isEqualToIgnoringNewLines("1 replayed");
        patiently().until(() -> vestnik.sandbox().texts(8_005).size() > before);
        assertThat(ctl("--json", "dead-letters", "list", "updates").json()).isEmpty();
    }

    @Test
    void ctlSaysWhoIsUnreachableAndSinceWhenWhatWasRejectedAndWhatTheDirectoryIs() throws Exception {
        logIn(8_003, "+70000000001");
        Instant before = Instant.now();
        vestnik.sandbox().block(8_003);
        vestnik.sandbox().push(List.of(Map.of("status", "critical", "title", "Blocked line", "area", "north")));
        vestnik.sandbox().push(List.of(Map.of("status", "unheard of", "title", "Wrong line +79160000009")));

        patiently().until(() -> ctl("people", "unreachable").out().contains("Анна"));
        JsonNode anna = ctl("--json", "people", "unreachable").json().get(0);
        assertThat(anna.path("name").asText()).isEqualTo("Анна Орлова");
        assertThat(Instant.parse(anna.path("since").asText())).isBetween(before.minusSeconds(1), Instant.now());
        patiently().until(() -> !ctl("--json", "rejected", "list").json().isEmpty());
        String id = ctl("--json", "rejected", "list").json().get(0).path("id").asText();
        assertThat(ctl("rejected", "show", id).out())
                .contains("Wrong line", "unheard of")
                .doesNotContain("9160000009");
        assertThat(ctl("directory", "refresh").out()).startsWith("In force: 3 people");
        assertThat(ctl("directory", "accept").status()).isEqualTo(1);
        assertThat(ctl("leadership", "status").out()).contains("Dispatch", "here");
        assertThat(ctl("people", "list").out())
                .contains("unreachable", "Clara Smith")
                .doesNotContain("7000000");
        vestnik.sandbox().unblock(8_003);
    }

    @Test
    void ctlSaysClearlyWhatIsWrong() throws Exception {
        assertThat(ctl("delivry").err())
                .contains("There is no noun 'delivry', but 'delivery'; there are dead-letters,");
        assertThat(ctl("delivery", "pose").err()).contains("There is no verb of delivery 'pose', but 'pause'");
        assertThat(ctl("dead-letters", "show", "outbox").err())
                .isEqualToIgnoringNewLines(
                        "id is missing: the id of a dead letter, as in the list. Usage: ctl dead-letters"
                                + " show stream id");
        assertThat(ctl("incidents", "show", "one").err()).contains("number is a number, not 'one'");
        assertThat(ctl("incidents", "show", "999999999").err()).contains("There is no incident #999999999 any more");
        assertThat(run(Map.of("VESTNIK_ADMIN_PASSWORD", "guess"), url()))
                .isEqualTo(refused(4, "The login of admin is refused: user or password is wrong"));
        assertThat(run(Map.of(), url()).err()).contains("A password is needed");
        assertThat(run(Map.of(), List.of("--url", "http://127.0.0.1:1")).status())
                .isEqualTo(3);
        assertThat(run(Map.of(), List.of("--url", "127.0.0.1")).status()).isEqualTo(2);
        assertThat(run(Map.of(), List.of("--jason")).err()).contains("There is no option --jason. Usage: ctl");
    }

    /** The table of the operators' page is made of the MBeans themselves; {@code -Dctl.write=true} writes it. */
    @Test
    void theOperatorsPageHasEachOperationOfTheBeansAndCtlHasTheSame() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder table = new StringBuilder("| `ctl` | MBean `dev.vestnik:type=` | |\n|---|---|---|\n");
        for (ObjectName name : new TreeSet<>(server.queryNames(new ObjectName("dev.vestnik:type=*"), null))) {
            MBeanInfo info = server.getMBeanInfo(name);
            String bean = name.getKeyProperty("type");
            String noun = hyphenated(bean);
            String help = ctl(noun).out();
            List<String> attributes = Stream.of(info.getAttributes())
                    .map(attribute -> attribute.getName())
                    .sorted()
                    .toList();
            if (!attributes.isEmpty()) {
                table.append("| `%s status` | `%s`: `%s` | %s |\n"
                        .formatted(noun, bean, String.join("`, `", attributes), info.getDescription()));
                assertThat(help).contains(String.join(", ", attributes));
            }
            Stream.of(info.getOperations())
                    .filter(operation ->
                            !"getter".equals(operation.getDescriptor().getFieldValue("role")))
                    .sorted(Comparator.comparing(MBeanOperationInfo::getName))
                    .forEach(operation -> {
                        assertThat(operation.getDescription()).as(bean).isNotEqualTo(operation.getName());
                        String parameters = Stream.of(operation.getSignature())
                                .map(MBeanParameterInfo::getName)
                                .collect(joining(", "));
                        String verb = hyphenated(operation.getName());
                        assertThat(help).contains(verb, operation.getDescription());
                        table.append("| `%s %s` | `%s.%s(%s)` | %s |\n"
                                .formatted(
                                        noun, verb, bean, operation.getName(), parameters, operation.getDescription()));
                    });
        }
        Path page = Path.of("docs", "operations.md");
        String text = Files.readString(page);
        int from = text.indexOf("| `ctl` | MBean ");
        int to = text.indexOf("\n\n", from) + 1;
        if (Boolean.getBoolean("ctl.write")) {
            Files.writeString(page, text.substring(0, from) + table + text.substring(to));
        } else {
            assertThat(text.substring(from, to))
                    .as("run ./mvnw verify -Dit.test=ManagementPortIT -Dctl.write=true")
                    .isEqualTo(table.toString());
        }
        assertThat(ctl().out()).doesNotContain("get-", "is-closes");
        assertThat(ctl().out().lines())
                .hasSize(server.queryNames(new ObjectName("dev.vestnik:type=*"), null)
                        .size());
    }

    private static String hyphenated(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private record CtlAnswer(int status, String out, String err) {
        JsonNode json() throws IOException {
            assertThat(status).as(err).isZero();
            return JSON.readTree(out);
        }
    }

    private static CtlAnswer refused(int status, String sentence) {
        return new CtlAnswer(status, "", sentence + System.lineSeparator());
    }

    private static List<String> url() {
        return List.of("--url", "http://127.0.0.1:" + vestnik.managementPort());
    }

    private static CtlAnswer ctl(String... words) throws IOException {
        return ctl("operator", PASSWORD, words);
    }

    private static CtlAnswer viewersCtl(String... words) throws IOException {
        return ctl("watcher", VIEWERS_PASSWORD, words);
    }

    private static CtlAnswer ctl(String user, String login, String[] words) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), login + "\n");
        List<String> options = List.of("--user", user, "--password-file", password.toString());
        return run(
                Map.of(),
                Stream.of(url(), options, List.of(words)).flatMap(List::stream).toList());
    }

    private static CtlAnswer run(Map<String, String> environment, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new CtlCommand(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
        return new CtlAnswer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void logIn(long chat, String phone) throws Exception {
        // The data of the test before is gone, and with it the directory, which the health may not know yet.
        ctl("directory", "refresh");
        patiently().until(() -> vestnik.bean(DirectoryService.class).isIntact());
        patiently()
                .until(() -> HttpClient.newHttpClient()
                                .send(request("health/ready", null).build(), HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 200);
        vestnik.sandbox().addUser(chat, "Somebody", phone, "ru");
        patiently().pollDelay(Duration.ZERO).pollInterval(Duration.ofSeconds(2)).until(() -> {
            vestnik.sandbox().shareOwnContact(chat);
            return vestnik.bean(UserService.class).byChat(chat).isPresent();
        });
        // A reply that comes later would find a chat that has been blocked meanwhile.
        int[] texts = {0};
        patiently().during(Duration.ofSeconds(2)).until(() -> {
            int before = texts[0];
            texts[0] = vestnik.sandbox().texts(chat).size();
            return texts[0] > 0 && texts[0] == before;
        });
    }

    /** What the log says about operators. */
    private static final class AuditLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final Logger log = (Logger) LoggerFactory.getLogger("dev.vestnik.audit");
        private final List<String> lines = new CopyOnWriteArrayList<>();

        AuditLines() {
            setContext(log.getLoggerContext());
            start();
            log.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        @Override
        public void close() {
            log.detachAppender(this);
        }
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
                    .anyMatch(line -> line.contains("route_id=\"event-delivery\""))
                    .noneMatch(line -> line.contains("route_id=\"\""))
                    .anyMatch(line -> line.contains("route_id=\"directory-refresh\"") && !line.endsWith(" 0.0"));
        }
    }

    @Test
    void ourMetricsAreNamedByTheRulesAndTheDashboardAndTheAlertsShowNoOthers() throws Exception {
        String scrape = get("metrics", null).body();
        assertThat(MetricRules.faults(scrape)).isEmpty();
        assertThat(MetricRules.promtool(scrape).orElse("")).isEmpty();
        assertThat(scrape)
                .contains("vestnik_delivery_seconds_bucket{bot=\"vestnik\",status=\"critical\",le=\"60.0\"}")
                .doesNotContain("trace_id");

        Path deploy = Path.of("docs", "deploy");
        JsonNode dashboard = JSON.readTree(Files.readString(deploy.resolve("grafana-dashboard.json")));
        assertThat(dashboard.path("panels")).isNotEmpty().allMatch(panel -> !panel.path("targets")
                .isEmpty());
        for (String shown : List.of(dashboard.toString(), Files.readString(deploy.resolve("alerts.yml")))) {
            TreeSet<String> used = names(shown, "\\b((?:vestnik|redis_streams|camel|jvm)_[a-z_]+)");
            assertThat(used).hasSizeGreaterThan(8).allMatch(name -> scrape.contains("\n" + name + "{"));
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
        HttpRequest request = request("hawtio/jolokia", PASSWORD)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", csrf())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String csrf() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        request(path, PASSWORD)
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String password) throws IOException, InterruptedException {
        return http.send(request(path, password).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String password) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + vestnik.managementPort() + "/observe/" + path))
                .timeout(Duration.ofSeconds(60));
        return password == null ? request : request.header("Authorization", basic("operator", password));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }
}
