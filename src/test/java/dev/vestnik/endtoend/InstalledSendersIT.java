package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.testing.FreePort;
import dev.vestnik.testing.Program;
import dev.vestnik.testing.RabbitServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpoint;

/**
 * Prometheus Alertmanager, Mosquitto and RabbitMQ themselves, where they are installed.
 * {@code -Dsenders.alerts=1000} has so many alerts fire and resolve.
 */
class InstalledSendersIT {
    private static final int ALERTS = Integer.getInteger("senders.alerts", 50);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "token-of-alertmanager";
    private static final int BROKER = FreePort.find();
    private static final long CHAT = 901;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static final List<Process> started = new ArrayList<>();
    private static final ClassLoader BEFORE = Thread.currentThread().getContextClassLoader();
    private static RunningVestnik vestnik;
    private static Process broker;
    private static RabbitServer rabbit;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                alertmanager().isPresent()
                        || Program.find("mosquitto").isPresent()
                        || RabbitServer.absence().isEmpty(),
                "neither Alertmanager nor mosquitto is installed, and of RabbitMQ " + RabbitServer.absence());
        Path local = Files.createDirectories(folder.resolve("routes/local"));
        Files.writeString(
                local.resolve("mqtt.camel.yaml"),
                Files.readString(Path.of("docs/examples/routes/mqtt.camel.yaml"))
                        .replace("mqtt.example.org:1883", "127.0.0.1:" + BROKER)
                        .replace("redeliveryDelay: \"5000\"", "redeliveryDelay: \"100\""));
        if (Program.find("mosquitto").isPresent()) {
            startBroker();
        }
        rabbit = new RabbitServer(folder.resolve("rabbitmq"));
        if (RabbitServer.absence().isEmpty()) {
            RabbitServer.copyComponent(folder.resolve("lib"));
            Files.writeString(local.resolve("rabbitmq.camel.yaml"), rabbitRoute());
        }
        vestnik = RunningVestnik.start(
                folder,
                "camel.main.routes-include-pattern=file:routes/*.camel.yaml,file:routes/sources/*.camel.yaml,file:"
                        + local + "/*.camel.yaml",
                "vestnik.directory.folder="
                        + RunningVestnik.directory(
                                folder.resolve("directory"),
                                List.of("+79160000001,Anna,north,operator,ru,"),
                                List.of("north,North"),
                                List.of("10.1.0.0/16,north")),
                "vestnik.sources.alertmanager.enabled=true",
                "vestnik.sources.alertmanager.token=" + TOKEN,
                "vestnik.sources.alertmanager.rate=unlimited");
        vestnik.sandbox().addUser(CHAT, "Anna", "+79160000001", "ru");
        vestnik.sandbox().shareOwnContact(CHAT);
        vestnik.sandbox().say(CHAT, "/poolon");
        Awaitility.await("on duty")
                .atMost(PATIENCE)
                .until(() -> String.join("\n", vestnik.sandbox().texts(CHAT)).contains("дежурств"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (vestnik != null) {
            vestnik.close();
        }
        if (rabbit != null) {
            rabbit.close();
        }
        Thread.currentThread().setContextClassLoader(BEFORE);
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void alertsOfAPairOfAlertmanagersAreOneIncidentEachUntilTheyAreResolved() throws Exception {
        assumeTrue(alertmanager().isPresent(), "Alertmanager is not installed");
        Map<String, Double> before = dispatched();
        List<Integer> pair = startPair();
        String begin = Instant.now().toString();

        for (int port : pair) {
            post(port, alerts(begin, null));
        }
        Awaitility.await("all are open").atMost(PATIENCE).until(() -> open().size() == ALERTS);
        List<Incident> opened = open();
        // Both tell, and repeat it.
        for (int port : pair) {
            Awaitility.await("repeated").atMost(PATIENCE).until(() -> notifications(port) >= 3);
        }
        String end = Instant.now().toString();
        for (int port : pair) {
            post(port, alerts(begin, end));
        }
        Awaitility.await("all are closed").atMost(PATIENCE).until(() -> open().isEmpty());
        for (int port : pair) {
            double told = notifications(port);
            Awaitility.await("its end is told or forgotten")
                    .atMost(PATIENCE)
                    .until(() -> notifications(port) > told
                            || json(port, "/api/v2/alerts").equals("[]\n"));
        }
        Awaitility.await("all are dispatched")
                .atMost(PATIENCE)
                .until(() -> vestnik.redis()
                                .xpending(vestnik.keys().events(), "dispatch")
                                .getCount()
                        == 0);

        Map<String, Double> outcomes = dispatched();
        outcomes.replaceAll((outcome, count) -> count - before.getOrDefault(outcome, 0.0));
        outcomes.values().removeIf(count -> count == 0);
        System.out.println(ALERTS + " alerts of a pair of Alertmanagers fire and resolve: " + outcomes);
        assertThat(opened).extracting(Incident::key).doesNotHaveDuplicates().hasSize(ALERTS);
        assertThat(opened).extracting(Incident::title).contains("Link 1 down", "Link " + ALERTS + " down");
        assertThat(opened).allSatisfy(incident -> {
            Incident now =
                    vestnik.bean(IncidentStore.class).find(incident.key()).orElseThrow();
            assertThat(now.open()).isFalse();
            assertThat(now.generation()).isEqualTo(1);
            assertThat(now.number()).isEqualTo(incident.number());
        });
        assertThat(outcomes).as("nothing else").containsOnlyKeys("routed", "duplicate");
        assertThat(outcomes.get("routed")).as("begins and ends").isEqualTo(2 * ALERTS);
        assertThat(outcomes.get("duplicate")).as("what both tell, and repeat").isGreaterThanOrEqualTo(2 * ALERTS);
    }

    /** Two that know each other and wait for nothing, so that both send what they have. */
    private static List<Integer> startPair() throws IOException {
        Path config = folder.resolve("alertmanager.yml");
        Files.writeString(config, """
                route:
                  receiver: vestnik
                  group_wait: 100ms
                  group_interval: 1s
                  repeat_interval: 1s
                receivers:
                  - name: vestnik
                    webhook_configs:
                      - url: http://127.0.0.1:%d/sources/alertmanager
                        send_resolved: true
                        max_alerts: 0
                        http_config:
                          authorization:
                            type: Bearer
                            credentials: %s
                """.formatted(vestnik.port(), TOKEN));
        List<Integer> ports = List.of(FreePort.find(), FreePort.find());
        List<Integer> cluster = List.of(FreePort.find(), FreePort.find());
        for (int i = 0; i < 2; i++) {
            run(
                    alertmanager().orElseThrow().toString(),
                    "--config.file=" + config,
                    "--storage.path=" + folder.resolve("alertmanager-" + i),
                    "--web.listen-address=127.0.0.1:" + ports.get(i),
                    "--cluster.listen-address=127.0.0.1:" + cluster.get(i),
                    "--cluster.peer=127.0.0.1:" + cluster.get(1 - i),
                    "--cluster.settle-timeout=1s",
                    "--cluster.peer-timeout=1ms");
        }
        for (int port : ports) {
            Awaitility.await("two in the cluster")
                    .atMost(PATIENCE)
                    .until(() -> metric(port, "alertmanager_cluster_members") == 2);
        }
        return ports;
    }

    private static List<Map<String, Object>> alerts(String begin, @Nullable String end) {
        return IntStream.rangeClosed(1, ALERTS)
                .mapToObj(n -> {
                    Map<String, Object> alert = new HashMap<>(Map.of(
                            "labels",
                            Map.of(
                                    "alertname",
                                    "LinkDown",
                                    "severity",
                                    "warning",
                                    "instance",
                                    "10.1." + n / 250 + "." + (1 + n % 250) + ":9116",
                                    "link",
                                    String.valueOf(n)),
                            "annotations",
                            Map.of("summary", "Link " + n + " down"),
                            "startsAt",
                            begin));
                    if (end != null) {
                        alert.put("endsAt", end);
                    }
                    return alert;
                })
                .toList();
    }

    @Test
    void nothingThatIsPublishedToMosquittoIsLost() throws Exception {
        Program.require("mosquitto", "mosquitto_pub");
        Awaitility.await("Vestnik has subscribed").atMost(PATIENCE).until(() -> read("mosquitto")
                .contains("alarms/#"));
        publish("core-7", "first");
        awaitOpen("mqtt/first");

        broker.destroyForcibly().waitFor();
        startBroker();
        Awaitility.await("after the break")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    publish("core-7", "after the break");
                    return vestnik.isOpen("mqtt/after the break");
                });

        CamelContext camel = vestnik.bean(CamelContext.class);
        camel.getRouteController().stopRoute("mqtt-alarms");
        publish("core-7", "while Vestnik is away");
        // Camel 4.17 connects before it sets its callback: a message between the two comes with the next connection.
        Awaitility.await("after a connection or two").atMost(PATIENCE).until(() -> {
            camel.getRouteController().startRoute("mqtt-alarms");
            if (opensSoon("mqtt/while Vestnik is away")) {
                return true;
            }
            camel.getRouteController().stopRoute("mqtt-alarms");
            return false;
        });

        vestnik.redis().configSet("maxmemory", "1");
        try {
            publish("core-7", "while Redis takes nothing");
            Awaitility.await("it waits")
                    .during(Duration.ofMillis(500))
                    .until(() -> !vestnik.isOpen("mqtt/while Redis takes nothing"));
        } finally {
            vestnik.redis().configSet("maxmemory", "0");
        }
        awaitOpen("mqtt/while Redis takes nothing");
    }

    @Test
    void nothingThatIsPublishedToRabbitMqIsLost() throws Exception {
        RabbitServer.require();
        Awaitility.await("health names the route").atMost(PATIENCE).until(() -> localRoutes()
                .contains("rabbitmq-alarms"));

        rabbit.start();
        // It is tried less and less often; a change of its file tries it at once.
        Path file = folder.resolve("routes/local/rabbitmq.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("retryDelay: 100", "retryDelay: 101"));
        Awaitility.await("it is tried again").atMost(PATIENCE).until(() -> !localRoutes()
                .contains("rabbitmq-alarms"));
        // An empty message is no event, and holds up no other.
        send("");
        sendEvent("first");
        awaitOpen("rabbitmq/first");

        vestnik.redis().configSet("maxmemory", "1");
        try {
            sendEvent("while Redis takes nothing");
            sendEvent("behind it");
            Awaitility.await("they wait")
                    .during(Duration.ofMillis(500))
                    .until(() -> !vestnik.isOpen("rabbitmq/while Redis takes nothing")
                            && !vestnik.isOpen("rabbitmq/behind it"));
            rabbit.kill();
        } finally {
            vestnik.redis().configSet("maxmemory", "0");
        }
        rabbit.start();
        awaitOpen("rabbitmq/while Redis takes nothing");
        awaitOpen("rabbitmq/behind it");
        assertThat(localRoutes()).doesNotContain("rabbitmq-alarms");
    }

    /** The example, with the bean that the documentation has for a user. */
    private static String rabbitRoute() throws IOException {
        String page = Files.readString(Path.of("docs/sources/README.md"));
        String beans = page.substring(page.indexOf("- beans:"));
        return beans.substring(0, beans.indexOf("```"))
                        .replace("rabbitmq.example.org:5672", "127.0.0.1:" + rabbit.port())
                        .replace("{{RABBITMQ_USER}}", "{{RABBITMQ_USER:guest}}")
                        .replace("{{RABBITMQ_PASSWORD}}", "{{RABBITMQ_PASSWORD:guest}}")
                + Files.readString(Path.of("docs/examples/routes/rabbitmq.camel.yaml"))
                        .replaceFirst("connectionFactory: .*", "connectionFactory: \"#rabbitmqConnections\"")
                        .replace("retryDelay: 5000", "retryDelay: 100");
    }

    private static void sendEvent(String title) {
        send("{\"status\":\"warning\",\"title\":\"" + title + "\",\"key\":\"rabbitmq/" + title + "\"}");
    }

    private static void send(String body) {
        try (ProducerTemplate template = vestnik.bean(CamelContext.class).createProducerTemplate()) {
            template.sendBody("spring-rabbitmq:default?routingKey=alarms&connectionFactory=#rabbitmqConnections", body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String localRoutes() {
        return String.valueOf(
                vestnik.bean(HealthEndpoint.class).healthForPath("localRoutes") instanceof Health health
                        ? health.getDetails()
                        : "");
    }

    private static void startBroker() throws IOException {
        Path config = folder.resolve("mosquitto.conf");
        // It reads the file before it becomes another user.
        Files.writeString(
                config,
                "listener " + BROKER + " 127.0.0.1\nallow_anonymous true\npersistence false\nlog_type all\nuser "
                        + System.getProperty("user.name") + "\n");
        broker = run("mosquitto", "-c", config.toString());
        Awaitility.await("listens").atMost(PATIENCE).until(() -> read("mosquitto")
                .contains("running"));
    }

    private static void publish(String topic, String title) {
        Program published = Program.run(
                Map.of(),
                "",
                "mosquitto_pub",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(BROKER),
                "-q",
                "1",
                "-t",
                "alarms/" + topic,
                "-m",
                "{\"status\":\"warning\",\"title\":\"" + title + "\",\"key\":\"mqtt/" + title + "\"}");
        assertThat(published.exit()).as(published.errors()).isZero();
    }

    private static Process run(String... command) throws IOException {
        Path log = folder.resolve(Path.of(command[0]).getFileName() + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        started.add(process);
        return process;
    }

    private static String read(String program) throws IOException {
        return Files.readString(folder.resolve(program + ".log"));
    }

    private static Optional<Path> alertmanager() {
        return Program.find("prometheus-alertmanager", "alertmanager");
    }

    private static void post(int port, Object body) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v2/alerts"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static double notifications(int port) {
        return metric(port, "alertmanager_notifications_total{integration=\"webhook\"}");
    }

    private static double metric(int port, String name) {
        return Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$")
                .matcher(json(port, "/metrics"))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElse(0);
    }

    /** Empty while it does not answer. */
    private static String json(int port, String path) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<Incident> open() {
        return vestnik.bean(IncidentStore.class).open(incident -> incident.key().startsWith("LinkDown/"), ALERTS + 1);
    }

    /** How many events had which outcome. */
    private static Map<String, Double> dispatched() {
        return vestnik.bean(MeterRegistry.class).get("vestnik.dispatch.events").counters().stream()
                .collect(Collectors.toMap(
                        counter -> String.valueOf(counter.getId().getTag("outcome")), Counter::count));
    }

    private static void awaitOpen(String key) {
        Awaitility.await(key).atMost(PATIENCE).until(() -> vestnik.isOpen(key));
    }

    private static boolean opensSoon(String key) {
        try {
            Awaitility.await(key).atMost(Duration.ofMillis(700)).until(() -> vestnik.isOpen(key));
            return true;
        } catch (ConditionTimeoutException notYet) {
            return false;
        }
    }
}
