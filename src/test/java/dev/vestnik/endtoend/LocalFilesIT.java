package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.ops.health.ReadinessHealth;
import dev.vestnik.ops.health.RouteFilesHealth;
import dev.vestnik.ops.health.SupervisedRoutesHealth;
import dev.vestnik.start.reload.RouteReload;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A start with local files that cannot be built, that fail with each message, or that block: the rest runs, and each is
 * named.
 */
@ExtendWith(OutputCaptureExtension.class)
class LocalFilesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ROUTE =
            "- route:\n    id: NAME\n    from:\n      uri: \"FROM\"\n      steps:\n        - STEP\n";

    @TempDir
    static Path folder;

    private static final Map<String, String> FAULTS = new LinkedHashMap<>();
    private static Path local;
    private static RunningVestnik vestnik;

    @BeforeAll
    static void start() throws IOException {
        local = Files.createDirectories(folder.resolve("local"));
        broken("yaml", "- route:\n    id: yaml\n    from: {uri: 'direct:x\n", ":4: found unexpected end of stream.");
        broken("component", route("component", "kafka:x", "stop: {}"), ":2: the route component cannot be built");
        broken(
                "reference",
                route("reference", "timer:x", "bean: {ref: nosuch}"),
                ":6: the route reference cannot be built");
        broken("twin-b", route("twin", "timer:x", "stop: {}"), ":2: the id twin is taken (" + local.resolve("twin-a"));
        broken("redefined", route("event-dispatch", "timer:x", "stop: {}"), ":2: the id event-dispatch is taken");
        broken(
                "path",
                route("path", "platform-http:/events", "stop: {}"),
                ":2: the route path cannot be built: the path");
        broken(
                "begin",
                route("begin", "direct:accept", "stop: {}"),
                ":2: the route begin cannot be built: direct:accept");
        broken("handling", "- routeConfiguration:\n    id: errors\n", ":2: the id errors is taken");
        broken(
                "everywhere",
                "- interceptSendToEndpoint: {uri: 'telegram:bots'}\n",
                ":1: interceptSendToEndpoint would");
        broken(
                "bean",
                "- beans:\n    - {name: errorSteps, type: java.util.Date}\n",
                ":2: the bean errorSteps is one of Vestnik's");
        broken("mine", """
                - templatedRoute:
                    routeTemplateRef: vestnik-webhook
                    routeId: mine
                    parameters:
                      - {name: name, value: mine}
                      - {name: mapping, value: "file:none.jslt"}
                """, ":6: the mapping file:none.jslt of the source mine is not there.");
        broken("horn", horn("nothing.jslt"), ":6: the mapping file:nothing.jslt of the source horn is not there.");
        save("twin-a", route("twin", "timer:x", "stop: {}"));
        save("caller", route("caller", "direct:caller", "to: {uri: 'direct:yaml'}"));
        save(
                "fails",
                route(
                        "fails",
                        "timer:fails?period=50",
                        "throwException: {exceptionType: java.lang.IllegalStateException, message: x}"));
        save("blocks", route("blocks", "quartz:blocks?trigger.repeatInterval=100", "delay: {constant: '600000'}"));
        save(
                "broker",
                route(
                        "broker",
                        "file:" + folder.resolve("none") + "?startingDirectoryMustExist=true&autoCreate=false",
                        "stop: {}"));
        save("hook", route("hook", "platform-http:/hook", "setBody: {constant: hello}"));
        save("handled", """
                - routeConfiguration:
                    onException:
                      - onException:
                          id: handled-all
                          exception: ["java.lang.Exception"]
                          handled: {constant: "true"}
                          steps:
                            - setBody: {id: handled-answer, constant: handled}
                """ + throwing("handled"));
        save("unhandled", throwing("unhandled"));
        vestnik = RunningVestnik.start(
                folder,
                "camel.main.jmx-enabled=true",
                "vestnik.http-tokens.zabbix=secret-of-zabbix",
                "camel.main.routes-include-pattern=file:routes/*.camel.yaml,file:routes/sources/*.camel.yaml,file:"
                        + local + "/*.camel.yaml",
                "vestnik.sources.mine.enabled=true",
                "vestnik.sources.mine.open=true",
                "vestnik.sources.horn.enabled=true",
                "vestnik.directory.folder="
                        + RunningVestnik.directory(
                                folder.resolve("directory"),
                                List.of("+79160000601,Anna,*,admin,en,"),
                                List.of("north,North"),
                                List.of("10.1.0.0/16,north")));
        vestnik.sandbox().addUser(601, "Anna", "+79160000601", "en");
        vestnik.sandbox().shareOwnContact(601);
        vestnik.sandbox().say(601, "/poolon");
    }

    private static String horn(String mapping) {
        return """
                - templatedRoute:
                    routeTemplateRef: vestnik-messages
                    routeId: source-horn
                    parameters:
                      - {name: name, value: horn}
                      - {name: mapping, value: "file:MAPPING"}
                      - {name: from, value: "timer:horn?period=200"}
                """.replace("MAPPING", mapping);
    }

    private static String throwing(String name) {
        return route(
                name, "direct:" + name, "throwException: {exceptionType: java.lang.IllegalStateException, message: x}");
    }

    private static String route(String name, String from, String step) {
        return ROUTE.replace("NAME", name).replace("FROM", from).replace("STEP", step);
    }

    private static void broken(String name, String text, String fault) throws IOException {
        save(name, text);
        FAULTS.put(name, file(name) + fault);
    }

    private static Path file(String name) {
        return local.resolve(name + ".camel.yaml");
    }

    private static void save(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void eachFileThatCannotBeBuiltIsLeftOutAndNamed(CapturedOutput output) {
        String health = vestnik.bean(RouteFilesHealth.class).health().toString();

        assertThat(FAULTS).hasSizeGreaterThan(10).allSatisfy((name, fault) -> {
            assertThat(health).contains(fault);
            assertThat(vestnik.bean(RouteReload.class).faults()).anyMatch(line -> line.startsWith(fault));
        });
        assertThat(faultyFiles()).hasSameSizeAs(FAULTS.keySet());
        assertThat(vestnik.bean(ReadinessHealth.class).health().getStatus()).isEqualTo(Status.UP);
        Awaitility.await("nobody is logged in at the start").atMost(PATIENCE).until(() -> output.getAll()
                .contains("to be told: 🛠 Started without some routes of your own"));
    }

    @Test
    void theRestRuns() throws Exception {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        vestnik.bean(CamelContext.class).getRoutes())
                .extracting(Route::getRouteId)
                .contains("event-dispatch", "event-delivery", "twin", "hook", "caller"));
        vestnik.sandbox().push(List.of(Map.of("status", "critical", "title", "Link down", "ip", "10.1.0.7")));
        Awaitility.await().atMost(PATIENCE).until(() -> told("Link down"));
        assertThat(get("/hook", "none")).as("without a token").isEqualTo(401);
        assertThat(get("/hook", "Bearer secret-of-zabbix")).isEqualTo(200);
    }

    @Test
    void aRouteThatFailsBlocksOrDoesNotStartIsNamedAndTheTicksGoOn() {
        double before = ticks();

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(vestnik.bean(SupervisedRoutesHealth.class)
                        .health()
                        .getDetails()
                        .toString())
                .contains(
                        "fails=its messages fail, the last one at",
                        "broker=FileNotFoundException",
                        "Starting directory")
                .doesNotContain("hook"));
        Awaitility.await().atMost(PATIENCE).until(() -> ticks() > before + 20);
        assertThat(exchanges("fails")).as("metrics of its own").isPositive();
    }

    private static double ticks() {
        return exchanges("cards-tick");
    }

    private static double exchanges(String route) {
        return vestnik.bean(MeterRegistry.class)
                .get("camel.exchanges.total")
                .tag("routeId", route)
                .functionCounter()
                .count();
    }

    @Test
    void theErrorHandlingOfAFileIsItsOwn() {
        ProducerTemplate producer = vestnik.bean(ProducerTemplate.class);

        assertThat(producer.requestBody("direct:handled", "", String.class)).isEqualTo("handled");
        assertThatThrownBy(() -> producer.requestBody("direct:unhandled", ""))
                .isInstanceOf(CamelExecutionException.class);
    }

    @Test
    void aMendedFileComesInForceWhileOthersAreBroken() throws Exception {
        String broken = Files.readString(file("component"));
        save("component", route("component", "platform-http:/mended", "setBody: {constant: hello}"));

        Awaitility.await().atMost(PATIENCE).until(() -> get("/mended", "Bearer secret-of-zabbix") == 200);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(faultyFiles())
                .doesNotContain(file("component").toString())
                .hasSize(FAULTS.size() - 1));
        save("component", broken);
        Awaitility.await().atMost(PATIENCE).until(() -> faultyFiles().size() == FAULTS.size());
        assertThat(get("/mended", "Bearer secret-of-zabbix"))
                .as("stays as it was")
                .isEqualTo(200);
    }

    @Test
    void aMendedSourceOfMessagesComesInForceWithTheRouteThatAcceptsThem() throws Exception {
        Path mapping = Files.writeString(
                local.resolve("horn.jslt"), "{\"status\": \"info\", \"title\": \"Horn\", \"area\": \"north\"}");
        String broken = Files.readString(file("horn"));
        assertThat(vestnik.bean(CamelContext.class).getRoute("source-events")).isNull();

        save("horn", horn(mapping.toString()));

        Awaitility.await().atMost(PATIENCE).until(() -> vestnik
                .bean(MeterRegistry.class)
                .find("vestnik.source.events")
                .tags("source", "horn", "result", "accepted")
                .counters()
                .stream()
                .anyMatch(accepted -> accepted.count() > 1));
        assertThat(vestnik.bean(SupervisedRoutesHealth.class)
                        .health()
                        .getDetails()
                        .toString())
                .doesNotContain("source-horn");
        save("horn", broken);
        Awaitility.await().atMost(PATIENCE).until(() -> faultyFiles().size() == FAULTS.size());
    }

    private static Set<String> faultyFiles() {
        return vestnik.bean(RouteReload.class).faults().stream()
                .map(fault -> fault.substring(0, fault.indexOf(".camel.yaml") + ".camel.yaml".length()))
                .collect(Collectors.toSet());
    }

    private static int get(String path, String authorization) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + path))
                                .header("Authorization", authorization)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static boolean told(String text) {
        return vestnik.sandbox().texts(601).stream().anyMatch(said -> said.contains(text));
    }
}
