package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.vestnik.delivery.DeliveryPause;
import dev.vestnik.testing.AlertRule;
import dev.vestnik.testing.AlertRule.Scrape;
import dev.vestnik.user.UserService;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each alert rule of docs/deploy/alerts.yml fires by its cause, and none while all is well. The causes are real, and so are the
 * scrapes; the quarter of an hour that a cause lasts is made of the scrapes before and after it.
 */
class AlertRulesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path RULES = Path.of("docs", "deploy", "alerts.yml");
    private static final int QUARTER = 60;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static String shipped;
    private final Set<String> fired = new TreeSet<>();
    private Scrape before = new Scrape(Map.of());

    @BeforeAll
    static void start() throws IOException {
        shipped = Files.readString(RULES);
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.directory.folder="
                        + RunningVestnik.directory(
                                folder.resolve("directory"),
                                List.of("+79160000001,Anna Orlova,*,admin,en,"),
                                List.of("north,North"),
                                List.of("10.1.0.0/16,north")));
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    /** One method, because the causes of one service follow each other. */
    @Test
    void eachRuleFiresByItsCauseAndNoneWithoutOne() throws Exception {
        login();
        Awaitility.await("all is well").atMost(PATIENCE).untilAsserted(() -> {
            before = scrape();
            assertThat(firing()).isEmpty();
        });

        cause("VestnikAreaWithoutAnybody", () -> vestnik.bean(UserService.class).logout(701), () -> {});
        cause("VestnikNobodyGotIt", () -> push("nobody-there"), () -> {});
        cause("VestnikRedisAway", () -> vestnik.redis().clientPause(4_500), () -> assertThat(firing())
                .doesNotContain("VestnikLedgerOpen", "VestnikDeadLetters", "VestnikNotSending"));
        login();
        vestnik.sandbox().say(701, "/poolon");
        await("You are now on duty");
        DeliveryPause pause = vestnik.bean(DeliveryPause.class);
        cause("VestnikDeliveryPaused", () -> pause.begin("operator"), pause::end);
        RouteController routes = vestnik.bean(CamelContext.class).getRouteController();
        cause("VestnikWithoutLeader", () -> routes.stopRoute("event-dispatch"), () -> {});
        cause("VestnikNotDispatching", () -> push("not-dispatched"), () -> routes.startRoute("event-dispatch"));
        await("not-dispatched");
        vestnik.sandbox().faults(Map.of("errorRate", 1, "errorStatus", 502));
        cause("VestnikTelegramDown", () -> push("not-sent"), () -> {});
        cause("VestnikNotSending", () -> age(vestnik.keys().outbox() + ":701", Duration.ofMinutes(3)), () -> {});
        cause("VestnikLedgerOpen", () -> vestnik.redis().del(vestnik.keys().outbox() + ":701"), () -> vestnik.sandbox()
                .noFaults());
        cause(
                "VestnikDeadLetters",
                () -> {
                    vestnik.redis().xadd(vestnik.keys().outbox() + ":foreign", Map.of("event", "none"));
                    vestnik.redis().zadd(vestnik.keys().outbox() + ":due", 0, "foreign");
                },
                () -> {});

        assertThat(fired)
                .as("a rule without a cause here")
                .isEqualTo(rules().stream().map(AlertRule::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void promtoolAcceptsTheRulesAndEachFiresByItsFigures() throws Exception {
        Path file = Files.writeString(folder.resolve("alerts.yml"), shipped);
        Path figures =
                Files.copy(Path.of("src", "test", "resources", "alerts-test.yml"), folder.resolve("alerts-test.yml"));
        promtool("check", "rules", file.toString());
        promtool("test", "rules", figures.toString());
        assertThat(new YAMLMapper()
                        .readTree(Files.readString(figures))
                        .at("/tests/1/alert_rule_test")
                        .findValuesAsText("alertname"))
                .containsExactlyElementsOf(rules().stream().map(AlertRule::name).toList());
    }

    private static void promtool(String... arguments) throws Exception {
        Process promtool;
        try {
            promtool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            assumeTrue(false, "promtool is not installed");
            return;
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    private static void login() {
        vestnik.sandbox().addUser(701, "Anna", "+79160000001", "en");
        vestnik.sandbox().shareOwnContact(701);
        Awaitility.await("login")
                .atMost(PATIENCE)
                .until(() -> vestnik.bean(UserService.class).byChat(701).isPresent());
    }

    private Set<String> firing() throws Exception {
        List<Scrape> scrapes = lasting(scrape());
        return rules().stream()
                .filter(rule -> rule.fires(scrapes))
                .map(AlertRule::name)
                .collect(Collectors.toSet());
    }

    /** What somebody or something does. */
    private interface Step {
        void run() throws Exception;
    }

    private void cause(String name, Step cause, Step cure) throws Exception {
        AlertRule rule = rules().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not shipped"));
        Awaitility.await(name + " without its cause")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    before = scrape();
                    return !rule.fires(lasting(before));
                });
        cause.run();
        Awaitility.await(name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> rule.fires(lasting(scrape())));
        fired.add(name);
        cure.run();
    }

    /** A quarter of an hour before the cause and one with it, in which counters go on as they began. */
    private List<Scrape> lasting(Scrape next) {
        List<Scrape> all = new ArrayList<>();
        for (int i = 0; i < QUARTER; i++) {
            all.add(before);
        }
        for (int i = 0; i < QUARTER; i++) {
            Map<Map<String, String>, Double> values = new HashMap<>(next.values());
            int steps = i;
            values.replaceAll((series, value) -> series.get("__name__").endsWith("_total")
                    ? value + steps * (value - before.values().getOrDefault(series, value))
                    : value);
            all.add(new Scrape(values));
        }
        return all;
    }

    private static List<AlertRule> rules() throws IOException {
        List<AlertRule> rules = new ArrayList<>();
        for (JsonNode rule : new YAMLMapper().readTree(shipped).at("/groups/0/rules")) {
            rules.add(new AlertRule(
                    rule.path("alert").asText(),
                    rule.path("expr").asText(),
                    Duration.parse("PT" + rule.path("for").asText("0s").toUpperCase(Locale.ROOT))));
        }
        return rules;
    }

    private static Scrape scrape() throws IOException, InterruptedException {
        return Scrape.of(HTTP.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + vestnik.managementPort() + "/observe/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    /** Makes the entries of a stream older. */
    private static void age(String stream, Duration by) {
        List<StreamMessage<String, String>> entries = vestnik.redis().xrange(stream, Range.unbounded());
        vestnik.redis().del(stream);
        for (StreamMessage<String, String> entry : entries) {
            String[] id = entry.getId().split("-");
            String older = Long.parseLong(id[0]) - by.toMillis() + "-" + id[1];
            vestnik.redis().xadd(stream, new XAddArgs().id(older), entry.getBody());
        }
    }

    private static void push(String title) {
        vestnik.redis()
                .rpush(
                        vestnik.keys().inbox(),
                        "{\"status\":\"critical\",\"title\":\"" + title + "\",\"key\":\"" + title
                                + "\",\"area\":\"north\"}");
    }

    private static void await(String text) {
        Awaitility.await(text).atMost(PATIENCE).until(() -> vestnik.sandbox().texts(701).stream()
                .anyMatch(said -> said.contains(text)));
    }
}
