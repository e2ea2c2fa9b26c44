package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.ops.LedgerHealth;
import dev.vestnik.ops.health.ReadinessHealth;
import dev.vestnik.ops.health.RouteFilesHealth;
import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.start.reload.RouteReload;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;

/**
 * Route files are changed while events come: nothing is lost, no broken file is in force, no shipped route disappears. {@code
 * -Dreload.edits=200} makes more random edits, {@code -Dreload.seed=…} others.
 */
class RouteReloadIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int EDITS = Integer.getInteger("reload.edits", 12);
    private static final long SEED = Long.getLong("reload.seed", 7);
    private static final int EVENTS_A_SECOND = 100;
    private static final List<String> SHIPPED =
            List.of("event-dispatch", "event-delivery", "event-producer", "errors", "cards");
    private static final List<String> OWN = List.of("one", "two", "three");
    private static final List<String> BROKEN = List.of(
            "        - too: {id: NAME-a, message: x}\n",
            "        - to: {id: NAME-a, uri: \"kafka:x\"}\n",
            "        - bean: {id: NAME-a, ref: nosuch}\n",
            "        - to: {id: NAME-a, uri: \"direct:nosuch\"}\n",
            "       - [\n");

    @TempDir
    static Path folder;

    private static Path routes;
    private static Path pumpMapping;
    private static RunningVestnik vestnik;
    private static RouteReload reload;
    private static ProducerTemplate producer;

    private final Map<String, String> inForce = new HashMap<>();
    private final Set<String> broken = new TreeSet<>();
    private final List<Long> latencies = new ArrayList<>();
    private final Random random = new Random(SEED);
    private @Nullable Instant lastChange;
    private int version;
    private int refused;

    @BeforeAll
    static void start() throws IOException {
        routes = copyOfShippedRoutes();
        pumpMapping = Files.writeString(
                folder.resolve("pump.jslt"), "{\"status\": \"info\", \"title\": \"Pump\", \"area\": \"north\"}");
        Files.writeString(own("pump"), source("pump", ""));
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.http-tokens.zabbix=secret-of-zabbix",
                "vestnik.sources.pump.enabled=true",
                "vestnik.sources.pump.token=secret/of/pump",
                "camel.main.routes-include-pattern="
                        + Stream.of("", "sources/", "local/")
                                .map(below -> "file:" + routes + "/" + below + "*.camel.yaml")
                                .collect(Collectors.joining(",")),
                "vestnik.directory.folder="
                        + RunningVestnik.directory(
                                folder.resolve("directory"),
                                List.of("+79160000601,Anna,*,admin,en,"),
                                List.of("north,North"),
                                List.of("10.1.0.0/16,north")));
        reload = vestnik.bean(RouteReload.class);
        producer = vestnik.bean(ProducerTemplate.class);
        vestnik.sandbox().addUser(601, "Anna", "+79160000601", "en");
        vestnik.sandbox().shareOwnContact(601);
        vestnik.sandbox().say(601, "/poolon");
        Awaitility.await().atMost(PATIENCE).until(() -> told("You are now on duty"));
    }

    private static Path copyOfShippedRoutes() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(copy.resolve("local"));
        Files.createDirectories(copy.resolve("sources"));
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .filter(file -> !file.startsWith("routes/local"))
                    .toList()) {
                Files.copy(file, copy.resolve(Path.of("routes").relativize(file)));
            }
        }
        return copy;
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void aRefusedChangeIsToldWithItsLineAndARemovedShippedRouteIsRefused() throws Exception {
        Path file = own("refused");
        save(file, own("refused", 1).replace("- setBody", "- setBodi"));

        String fault = file + ":6: there is no step setBodi; did you mean setBody?";
        Awaitility.await().atMost(PATIENCE).until(() -> reload.faults().contains(fault));
        assertThat(vestnik.bean(RouteFilesHealth.class).health().getDetails().get("what"))
                .asString()
                .contains(fault);
        assertThat(vestnik.bean(ReadinessHealth.class).health().getStatus()).isEqualTo(Status.UP);
        Awaitility.await().atMost(PATIENCE).until(() -> told("there is no step setBodi"));

        Files.delete(file);
        Awaitility.await().atMost(PATIENCE).until(() -> reload.faults().isEmpty());

        Path pump = own("pump");
        String inForce = Files.readString(pump);
        save(pump, source("pump", "- {name: tokenPlace, value: query}"));
        String unfit = pump + ":3: vestnik.sources.pump.token must be 16 to 512 letters";
        Awaitility.await().atMost(PATIENCE).until(() -> reload.faults().stream()
                .anyMatch(one -> one.startsWith(unfit)));
        assertThat(post("/sources/pump", "application/json")).as("as it was").isEqualTo(202);
        save(pump, inForce);
        Awaitility.await().atMost(PATIENCE).until(() -> reload.faults().isEmpty());

        Path cards = routes.resolve("cards.camel.yaml");
        String before = Files.readString(cards);
        Files.delete(cards);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> reload.faults().toString().contains("belongs to Vestnik"));
        assertThat(running()).contains("cards-tick", "refresh-cards");
        save(cards, before);
        Awaitility.await().atMost(PATIENCE).until(() -> reload.faults().isEmpty());
    }

    @Test
    void requestsOfARouteThatIsSwappedWaitAndAreAccepted() throws Exception {
        AtomicBoolean posting = new AtomicBoolean(true);
        Set<Object> answers = ConcurrentHashMap.newKeySet();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + "/events"))
                .header("Authorization", "Bearer secret-of-zabbix")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"status\":\"info\",\"title\":\"Posted\",\"area\":\"north\"}"))
                .build();
        // Several, so that there is always one under way.
        List<CompletableFuture<Void>> load = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> {
                            while (posting.get()) {
                                answers.add(answer(request));
                            }
                        },
                        task -> new Thread(task, "post").start()))
                .limit(4)
                .toList();
        try {
            for (int i = 0; i < 3; i++) {
                String text = shipped("sources/http");
                save(routes.resolve("sources/http.camel.yaml"), text);
                awaitInForce("http", versionIn(text));
            }
        } finally {
            posting.set(false);
            load.forEach(CompletableFuture::join);
        }
        assertThat(answers).containsExactly(202);
    }

    @Test
    void theFileOfASourceIsInForceAsOthersAre() throws Exception {
        Path file = own("pump");
        assertThat(post("/sources/pump", "application/json")).isEqualTo(202);

        save(file, source("pump", "- {name: path, value: /pumps}"));
        Awaitility.await().atMost(PATIENCE).until(() -> post("/pumps", "application/json") == 202);
        assertThat(post("/sources/pump", "application/json")).isEqualTo(404);
        Awaitility.await().atMost(PATIENCE).until(() -> vestnik.bean(RouteRevisions.class)
                .newest()
                .orElseThrow()
                .changes()
                .text()
                .contains("pump.camel.yaml"));

        Object before = reload.lastChange();
        save(file, source("pump", "- {name: path, value: /pumps}") + source("valve", ""));
        Awaitility.await().atMost(PATIENCE).until(() -> !Objects.equals(before, reload.lastChange()));
        assertThat(post("/sources/valve", "application/json")).as("is off").isEqualTo(404);
        assertThat(running()).contains("source-pump").doesNotContain("source-valve", "source-alertmanager");

        Path template = routes.resolve("sources/webhook.camel.yaml");
        String shipped = Files.readString(template);
        assertThat(post("/pumps", "text/plain")).isEqualTo(415);
        save(template, shipped.replace("defaultValue: application/json", "defaultValue: text/plain"));
        Awaitility.await().atMost(PATIENCE).until(() -> post("/pumps", "text/plain") == 202);
        save(template, shipped);
        Awaitility.await().atMost(PATIENCE).until(() -> post("/pumps", "text/plain") == 415);
        assertThat(running()).doesNotContain("source-valve", "source-alertmanager", "source-syslog-udp");

        Files.delete(file);
        Awaitility.await().atMost(PATIENCE).until(() -> post("/pumps", "application/json") == 404);
        Awaitility.await().atMost(PATIENCE).until(() -> reload.faults()
                .toString()
                .contains("vestnik.sources.pump.enabled is true, but no file of routes has a source of this name"));
        save(file, source("pump", ""));
        Awaitility.await().atMost(PATIENCE).until(() -> post("/sources/pump", "application/json") == 202);
        Awaitility.await().atMost(PATIENCE).until(() -> reload.faults().isEmpty());
    }

    private static String source(String name, String parameter) {
        return """
                - templatedRoute:
                    routeTemplateRef: vestnik-webhook
                    routeId: source-NAME
                    prefixId: NAME-
                    parameters:
                      - {name: name, value: NAME}
                      - {name: mapping, value: "file:MAPPING"}
                      PARAMETER
                """.replace("NAME", name)
                .replace("MAPPING", pumpMapping.toString())
                .replace("      PARAMETER\n", parameter.isEmpty() ? "" : "      " + parameter + "\n");
    }

    private static int post(String path, String type) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + path))
                .header("Authorization", "Bearer secret/of/pump")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** The status, or why there is none. */
    private static Object answer(HttpRequest request) {
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .<Object>thenApply(HttpResponse::statusCode)
                .exceptionally(Throwable::toString)
                .join();
    }

    @Test
    void randomEditsUnderLoadLoseNothing() throws Exception {
        Set<String> shipped = running();
        double before = dispatched();
        AtomicBoolean pushing = new AtomicBoolean(true);
        AtomicInteger pushed = new AtomicInteger();
        Thread load = new Thread(() -> push(pushing, pushed), "load");
        load.start();
        try {
            for (int i = 0; i < EDITS; i++) {
                edit();
                assertThat(running()).as("edit %d", i).containsAll(shipped);
            }
            repairAll();
        } finally {
            pushing.set(false);
            load.join();
        }
        assertThat(running()).containsAll(shipped);
        Awaitility.await("every event is dispatched")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(dispatched() - before).isEqualTo(pushed.get()));
        assertThat(vestnik.bean(LedgerHealth.class).health().getStatus()).isEqualTo(Status.UP);
        System.out.printf(
                "%d edits (%d refused) under %d events: in force or refused after %d ms (median), %d ms (longest)%n",
                EDITS,
                refused,
                pushed.get(),
                latencies.stream()
                        .sorted()
                        .skip(latencies.size() / 2)
                        .findFirst()
                        .orElse(0L),
                latencies.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private static double dispatched() {
        return vestnik.bean(MeterRegistry.class).find("vestnik.dispatch.events").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static void push(AtomicBoolean pushing, AtomicInteger pushed) {
        while (pushing.get()) {
            long begin = System.nanoTime();
            List<String> events = new ArrayList<>();
            for (int i = 0; i < EVENTS_A_SECOND / 10; i++) {
                events.add("{\"status\":\"info\",\"title\":\"Event " + pushed.incrementAndGet()
                        + "\",\"area\":\"north\"}");
            }
            vestnik.redis().rpush(vestnik.keys().inbox(), events.toArray(String[]::new));
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos() - (System.nanoTime() - begin));
        }
    }

    /** One edit of a random kind, and the wait until it is in force or refused, as it must be. */
    private void edit() throws IOException {
        if (!broken.isEmpty() && random.nextBoolean()) {
            repairAll();
        }
        boolean ofShipped = random.nextInt(3) == 0;
        String name = ofShipped ? pick(SHIPPED) : pick(OWN);
        Path file = ofShipped ? routes.resolve(name + ".camel.yaml") : own(name);
        String good = ofShipped ? shipped(name) : own(name, ++version);
        switch (random.nextInt(6)) {
            case 0, 1 -> good(name, file, good, ofShipped);
            case 2 -> broken(name, file, good + pick(BROKEN).replace("NAME", name));
            case 3 -> broken(name, file, good.substring(0, good.indexOf("steps:") + 3));
            case 4 -> {
                if (ofShipped) {
                    good(name, file, Files.readString(Path.of("routes", name + ".camel.yaml")), true);
                } else {
                    Files.deleteIfExists(file);
                    inForceOrRefused(name, null);
                }
            }
            default -> {
                if (ofShipped) {
                    good(name, file, good, true);
                } else {
                    Path other = own(name + "-renamed");
                    Object before = reload.lastChange();
                    save(file, good);
                    Files.move(file, other, StandardCopyOption.REPLACE_EXISTING);
                    inForceOrRefused(name, Integer.toString(version));
                    awaitChange(name, before);
                    before = reload.lastChange();
                    Files.move(other, file);
                    inForceOrRefused(name, Integer.toString(version));
                    awaitChange(name, before);
                }
            }
        }
    }

    /** The route answers before the change is noted; and of a file that only moves, the answer is the same. */
    private void awaitChange(String name, @Nullable Object before) {
        if (broken.stream().noneMatch(SHIPPED::contains)) {
            Awaitility.await(name + " has moved")
                    .atMost(PATIENCE)
                    .until(() -> !Objects.equals(before, reload.lastChange()));
        }
    }

    private void good(String name, Path file, String text, boolean ofShipped) throws IOException {
        save(file, text);
        inForceOrRefused(name, ofShipped ? versionIn(text) : Integer.toString(version));
    }

    private void broken(String name, Path file, String text) throws IOException {
        save(file, text);
        long begin = System.nanoTime();
        Awaitility.await(name + " is refused")
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> reload.faults().stream().anyMatch(fault -> fault.startsWith(file.toString())));
        latencies.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
        refused++;
        broken.add(name);
        inForce.forEach(
                (own, answer) -> assertThat(answer(own)).as("%s before", own).isEqualTo(answer));
    }

    /** While a shipped file is broken, nothing changes; a broken local file holds up no other. */
    private void inForceOrRefused(String name, String answer) throws IOException {
        broken.remove(name);
        if (broken.stream().anyMatch(SHIPPED::contains)) {
            inForce.forEach((own, before) -> assertThat(answer(own)).isEqualTo(before));
            return;
        }
        awaitInForce(name, answer);
    }

    private void awaitInForce(String name, String answer) {
        long begin = System.nanoTime();
        Awaitility.await(name + " is in force")
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> reload.faults().stream().allMatch(this::isOfABrokenFile)
                        && (OWN.contains(name)
                                ? String.valueOf(answer).equals(answer(name))
                                : answer == null
                                        || describes(answer) && !Objects.equals(lastChange, reload.lastChange())));
        latencies.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
        for (String own : OWN) {
            inForce.put(own, answer(own));
        }
    }

    private boolean isOfABrokenFile(String fault) {
        return broken.stream().anyMatch(name -> fault.startsWith(own(name).toString()));
    }

    private void repairAll() throws IOException {
        for (String name : Set.copyOf(broken)) {
            if (SHIPPED.contains(name)) {
                save(routes.resolve(name + ".camel.yaml"), Files.readString(Path.of("routes", name + ".camel.yaml")));
            } else {
                Files.deleteIfExists(own(name));
            }
        }
        broken.clear();
        Awaitility.await("all is repaired").atMost(PATIENCE).until(() -> reload.faults()
                .isEmpty());
        OWN.forEach(own -> inForce.put(own, answer(own)));
    }

    /** The answer of a route of one's own, which is its version; {@code null} if there is none. */
    private static String answer(String name) {
        CamelContext camel = vestnik.bean(CamelContext.class);
        Route route = camel.getRoute("own-" + name);
        try {
            return route == null
                    ? "null"
                    : producer.requestBody("direct:own-" + name + "?timeout=1000", "", String.class);
        } catch (CamelExecutionException removed) {
            return "null";
        }
    }

    private static String versionIn(String text) {
        return text.lines()
                .filter(line -> line.contains("Version "))
                .findFirst()
                .map(String::strip)
                .orElse(null);
    }

    /** Whether a definition in force has this description. */
    private static boolean describes(String text) {
        ModelCamelContext camel = (ModelCamelContext) vestnik.bean(CamelContext.class);
        return Stream.concat(
                        camel.getRouteDefinitions().stream().map(route -> String.valueOf(route.getDescription())),
                        camel.getRouteConfigurationDefinitions().stream()
                                .map(configuration -> String.valueOf(configuration.getDescription())))
                .anyMatch(description -> description.contains(text));
    }

    private static Set<String> running() {
        CamelContext camel = vestnik.bean(CamelContext.class);
        return camel.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> !id.startsWith("own-"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Path own(String name) {
        return routes.resolve("local").resolve(name + ".camel.yaml");
    }

    private static String own(String name, int version) {
        return """
                - route:
                    id: own-NAME
                    from:
                      uri: direct:own-NAME
                      steps:
                        - setBody: {id: own-NAME-answer, constant: "VERSION"}
                """.replace("NAME", name).replace("VERSION", Integer.toString(version));
    }

    private String shipped(String name) throws IOException {
        String text = Files.readString(Path.of("routes", name + ".camel.yaml"));
        return text.replaceFirst("description: >-\\n", "description: >-\n      Version " + ++version + ".\n");
    }

    /** As editors do: in place, or by a temporary file that is renamed. */
    private void save(Path file, String text) throws IOException {
        lastChange = reload.lastChange();
        if (random.nextBoolean()) {
            Files.writeString(file, text);
        } else {
            Path temporary = Files.writeString(file.resolveSibling("." + file.getFileName() + ".swp"), text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static boolean told(String text) {
        return vestnik.sandbox().texts(601).stream().anyMatch(said -> said.contains(text));
    }
}
