package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.start.ctl.CtlCommand;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.redis.BotKeyOwnership;
import dev.vestnik.user.UserService;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Each row of <i>Symptom and remedy</i> in docs/operations.md, in its order: its cause, what an operator then sees where the row
 * says so, and the repair of the row. Rows that other tests walk through name them.
 */
@ExtendWith(OutputCaptureExtension.class)
class OperatorSymptomsIT {
    private static final Path PAGE = Path.of("docs", "operations.md");
    private static final Path ALERTS = Path.of("docs", "deploy", "alerts.yml");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| .+ \\|$");
    private static final String LONG = "symptoms.long";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "secret-of-operator";
    private static final String ANNA = "+79160000001,Anna Orlova,*,admin,en,";
    private static final String BORIS = "+79160000002,Boris Lebedev,north,operator,en,";
    private static final String VERA = "+79160000003,Vera Kim,south,operator,en,";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static RestartableRedis redis;
    private static RunningVestnik vestnik;
    private final CapturedOutput log;

    OperatorSymptomsIT(CapturedOutput log) {
        this.log = log;
    }

    @BeforeAll
    static void start() throws IOException {
        redis = new RestartableRedis(folder.resolve("redis"));
        directory(ANNA, BORIS);
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.redis.url=" + redis.url(),
                "vestnik.directory.folder=" + folder.resolve("directory"),
                "vestnik.directory.interval=2s",
                "vestnik.admin.user=operator",
                "vestnik.admin.password=" + PASSWORD);
        logIn(701, "Anna", "+79160000001");
        logIn(702, "Boris", "+79160000002");
    }

    @AfterAll
    static void stop() {
        vestnik.close();
        redis.close();
    }

    /** What somebody or something does, sees and repairs. */
    private interface Walk {
        void run() throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> eachSymptomIsSeenAndRepairedAsThePageSays() throws IOException {
        String table =
                Files.readString(PAGE).split("## Symptom and remedy", 2)[1].split("\n## ", 2)[0];
        List<String> symptoms = ROW.matcher(table)
                .results()
                .map(row -> row.group(1))
                .filter(symptom -> !symptom.equals("symptom"))
                .toList();
        Map<String, Walk> walks = walks();
        assertThat(walks.keySet())
                .as("symptoms of the page, and those that are known here")
                .hasSameElementsAs(symptoms);
        return symptoms.stream()
                .map(symptom -> DynamicTest.dynamicTest(
                        symptom, () -> walks.get(symptom).run()));
    }

    private Map<String, Walk> walks() {
        Map<String, Walk> walks = new LinkedHashMap<>();
        walks.put("`health/ready` is 503 and says `redis-away` (`VestnikRedisAway`)", this::redisAway);
        walks.put(
                "`Telegram allows one poller` in the log, and the bot answers late or not at all",
                elsewhere("PollingIT"));
        walks.put("the bot does not answer in webhook mode", elsewhere("WebhookIT"));
        walks.put("`redis_streams_dead_letters{stream=\"updates\"}` above 0", this::deadUpdate);
        walks.put("`redisData` is DOWN, `Redis lost its data` in the log", elsewhere("OutageFiguresIT"));
        walks.put("`vestnik_events_undispatched` above 0 (`VestnikNotDispatching`)", this::notDispatching);
        walks.put("`deliveryPause` is DOWN (`VestnikDeliveryPaused`)", this::paused);
        walks.put(
                "`telegramSendingHealth` says that Telegram does not answer (`VestnikTelegramDown`, `VestnikNotSending`)",
                this::telegramAway);
        walks.put("`telegramSendingHealth` says that the token is not known", this::tokenUnknown);
        walks.put("`redis_streams_dead_letters{stream=\"outbox\"}` above 0 (`VestnikDeadLetters`)", this::deadLetter);
        walks.put("`redis_streams_dead_letters{stream=\"events\"}`, or `acted`, above 0", this::deadEvent);
        walks.put("`Redis refuses to settle` in the log", this::settlementRefused);
        walks.put("`vestnik_rejected` grows", this::rejected);
        walks.put("`vestnik_leader` is 0 everywhere (`VestnikWithoutLeader`)", this::noLeader);
        walks.put("the sum of `vestnik_leader` is 2 for a moment", elsewhere("FailoverIT"));
        walks.put("the clock of Redis' machine was set", elsewhere("ClockSetBackTest"));
        walks.put(
                "Redis takes much processor time",
                () -> assertThat(redis.commands().info("memory")).contains("mem_allocator:"));
        walks.put("events arrive late and merged", this::merged);
        walks.put("`vestnik_area_reachable` is 0 (`VestnikAreaWithoutAnybody`)", this::areaWithoutAnybody);
        walks.put("`vestnik_ledger_missing` is not 0 (`VestnikLedgerOpen`)", this::ledgerOpen);
        walks.put("people do not receive events of their area", this::blocked);
        walks.put(
                "`TELEGRAM_BOT_TOKEN is given, but REDIS_URL is not` (or the other way round) at start",
                elsewhere("StartModeTest"));
        walks.put("`The route … does not start and is tried again` in the log", elsewhere("RouteSupervisorTest"));
        walks.put("`Vestnik does not start. routes/…:12: …`", elsewhere("RouteFailureLocatorTest"));
        walks.put("`Started without these local files` in the log", elsewhere("LocalFilesIT"));
        walks.put("`The new directory is refused` in the log", this::directoryRefused);
        walks.put("`The directory could not be read` in the log", elsewhere("DirectorySourceIT"));
        walks.put(
                "`Vestnik does not start. What begins with …` and `belongs to the bot with the id …`",
                this::anotherBot);
        walks.put("the bot says that a number is not in the directory", this::numberUnknown);
        walks.put(
                "`Dead letter … was given up` in the log", () -> received(701, "Not delivered, and not sent any more"));
        walks.put("an event reached nobody (`VestnikNobodyGotIt`, for a status that wakes)", this::nobody);
        walks.put("a stream keeps growing", elsewhere("RetentionTest"));
        walks.put("after a kill -9 some chats receive nothing", elsewhere("KillIT"));
        return walks;
    }

    /** Another test brings the symptom about and sees the repair. */
    private static Walk elsewhere(String test) {
        return () -> {
            try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
                assertThat(files.map(file -> file.getFileName().toString())).contains(test + ".java");
            }
        };
    }

    private void redisAway() throws Exception {
        redis.stop();
        patiently().until(() -> readiness().statusCode() == 503);
        assertThat(readiness().body()).contains("redis-away", "nothing is taken");

        redis.start();

        patiently().until(() -> readiness().statusCode() == 200);
        push("critical", "after the outage");
        reached("Anna Orlova", "after the outage");
    }

    private void deadUpdate() throws Exception {
        String cause = vestnik.keys().lastLateReply(701);
        vestnik.redis().rpush(cause, "not the id of a reply");
        vestnik.sandbox().say(701, "/me");
        metric("redis_streams_dead_letters{.*stream=\"updates\"}", 1);
        assertThat(ctl("dead-letters", "list", "updates")).contains("command me", "Anna Orlova");

        vestnik.redis().del(cause);
        ctl("dead-letters", "replay", "updates", firstOf("dead-letters", "list", "updates"));

        metric("redis_streams_dead_letters{.*stream=\"updates\"}", 0);
        received(701, "Anna Orlova, administrator");
    }

    private void notDispatching() throws Exception {
        CamelContext camel = vestnik.bean(CamelContext.class);
        camel.getRouteController().stopRoute("event-dispatch");
        push("critical", "dispatched later");
        metric("vestnik_events_undispatched", 1);
        patiently().untilAsserted(() -> assertThat(health("routes")).contains("event-dispatch"));

        camel.getRouteController().startRoute("event-dispatch");

        reached("Anna Orlova", "dispatched later");
    }

    private void paused() throws Exception {
        ctl("delivery", "pause");
        push("critical", "paused meanwhile");
        patiently().untilAsserted(() -> assertThat(health("deliveryPause")).contains("operator"));
        assertThat(ctl("delivery", "status")).contains("operator");

        ctl("delivery", "resume");

        reached("Anna Orlova", "paused meanwhile");
        reached("Boris Lebedev", "paused meanwhile");
    }

    private void telegramAway() throws Exception {
        vestnik.sandbox().faults(Map.of("errorRate", 1, "errorStatus", 502));
        push("critical", "sent afterwards");
        patiently()
                .untilAsserted(() -> assertThat(health("telegramSendingHealth")).contains("does not answer"));

        vestnik.sandbox().noFaults();

        reached("Anna Orlova", "sent afterwards");
        reached("Boris Lebedev", "sent afterwards");
    }

    private void areaWithoutAnybody() throws Exception {
        vestnik.bean(UserService.class).logout(701);
        metric("vestnik_area_reachable{.*area=\"south\".*status=\"critical\"}", 0);
        assertThat(ctl("duty", "status")).contains("south");

        logIn(701, "Anna", "+79160000001");

        metric("vestnik_area_reachable{.*area=\"south\".*status=\"critical\"}", 1);
    }

    private void ledgerOpen() throws Exception {
        ctl("delivery", "pause");
        push("critical", "taken away");
        patiently().until(() -> vestnik.redis().exists(vestnik.keys().outbox() + ":702") == 1);
        vestnik.redis().del(vestnik.keys().outbox() + ":702");
        metric("vestnik_ledger_missing", 1);
        assertThat(ctl("ledger", "event", "taken away")).contains("Boris Lebedev", "WAITING");

        ctl("delivery", "resume");
        reached("Anna Orlova", "taken away");
        vestnik.redis().hincrby(vestnik.keys().ledger() + "sum", "expired", 1);

        metric("vestnik_ledger_missing", 0);
    }

    private void tokenUnknown() throws Exception {
        vestnik.sandbox().faults(Map.of("errorRate", 1, "errorStatus", 401));
        push("critical", "kept meanwhile");
        patiently().untilAsserted(() -> assertThat(health("telegramSendingHealth"))
                .contains("does not know the bot's token", "TELEGRAM_BOT_TOKEN"));

        vestnik.sandbox().noFaults();

        reached("Anna Orlova", "kept meanwhile");
        reached("Boris Lebedev", "kept meanwhile");
        patiently()
                .untilAsserted(() -> assertThat(health("telegramSendingHealth")).isEmpty());
    }

    private void deadLetter() throws Exception {
        vestnik.sandbox().deactivate(702);
        push("critical", "given up");
        metric("redis_streams_dead_letters{.*stream=\"outbox\"}", 1);
        assertThat(ctl("dead-letters", "list", "outbox"))
                .contains("given up", "Boris Lebedev", "unreachable: 403 Forbidden: user is deactivated");
        logged("Dead letter .* for chat [0-9a-f]{10} was given up: unreachable: 403");

        comeBack(702);
        ctl("dead-letters", "replay-all", "outbox");

        reached("Boris Lebedev", "given up");
        vestnik.redis().xadd(vestnik.keys().outbox() + ":702", Map.of("event", "none"));
        vestnik.redis().zadd(vestnik.keys().outbox() + ":due", 0, "702");
        patiently().untilAsserted(() -> assertThat(ctl("dead-letters", "list", "outbox"))
                .contains("foreign"));
        ctl("dead-letters", "discard", "outbox", firstOf("dead-letters", "list", "outbox"));
        metric("redis_streams_dead_letters{.*stream=\"outbox\"}", 0);
    }

    private void deadEvent() throws Exception {
        assumeTrue(Boolean.getBoolean(LONG), "A refused settlement lasts half a minute: -D" + LONG + "=true");
        may(false);
        push("critical", "not settled");
        logged("vestnik:events: Redis refuses nothing any more; the last refusal began 3\\d{4} ms ago");
        may(true);
        metric("redis_streams_dead_letters{.*stream=\"events\"}", 1);
        assertThat(ctl("dead-letters", "list", "events")).contains("settlement-refused");

        ctl("dead-letters", "replay-all", "events");

        reached("Anna Orlova", "not settled");
        metric("redis_streams_dead_letters{.*stream=\"events\"}", 0);
    }

    private void settlementRefused() throws Exception {
        may(false);
        push("critical", "settled later");
        logged("vestnik:events: Redis refuses to settle");
        patiently().untilAsserted(() -> assertThat(health("camelHealth"))
                .contains("consumer:event-dispatch: Redis refuses since", "XACK vestnik:events"));

        may(true);

        reached("Anna Orlova", "settled later");
        patiently().untilAsserted(() -> assertThat(health("camelHealth")).isEmpty());
    }

    private void rejected() throws Exception {
        vestnik.redis().rpush(vestnik.keys().inbox(), "{\"status\":\"critical\"");
        metric("vestnik_rejected", 1);
        assertThat(ctl("rejected", "list")).contains("not_json", "It is not valid JSON");
        assertThat(ctl("rejected", "show", firstOf("rejected", "list"))).contains("{\"status\":\"critical\"");
    }

    private void noLeader() throws Exception {
        CamelContext camel = vestnik.bean(CamelContext.class);
        camel.getRouteController().stopRoute("event-dispatch");
        metric("vestnik_leader{.*lease=\"dispatch\"}", 0);

        camel.getRouteController().startRoute("event-dispatch");

        metric("vestnik_leader{.*lease=\"dispatch\"}", 1);
    }

    private void merged() throws Exception {
        for (int i = 0; i < 12; i++) {
            push("info", "flood " + i);
        }
        patiently().until(() -> metric("vestnik_delivery_events_total{.*fate=\"merged\"}") > 0);
        reached("Anna Orlova", "flood 11");
    }

    private void blocked() throws Exception {
        vestnik.sandbox().block(702);
        metric("vestnik_users_unreachable", 1);
        assertThat(ctl("people", "unreachable")).contains("Boris Lebedev", "unreachable");
        vestnik.sandbox().say(701, "/who");
        received(701, "Boris Lebedev (gets no notifications)");

        comeBack(702);

        metric("vestnik_users_unreachable", 0);
    }

    private void directoryRefused() throws Exception {
        directory(ANNA, BORIS, "not a phone,Vera Kim,south,operator,en,");
        ctl("directory", "refresh");
        logged("The new directory is refused");
        logged("people.csv line 4: the phone number is not a number");
        patiently().untilAsserted(() -> assertThat(health("directoryHealth")).contains("people.csv line 4"));
        received(701, "people.csv line 4");

        directory(ANNA, BORIS);
        assertThat(ctl("directory", "refresh")).contains("In force: 2 people");
        patiently().untilAsserted(() -> assertThat(health("directoryHealth")).isEmpty());

        directory(VERA);
        assertThat(ctl("directory", "refresh")).contains("would log out 2 of the 2 people");
        ctl("directory", "accept");
        assertThat(ctl("directory", "refresh")).contains("In force: 1 people");
        directory(ANNA, BORIS);
        ctl("directory", "refresh");
        logIn(701, "Anna", "+79160000001");
        logIn(702, "Boris", "+79160000002");
    }

    private void anotherBot() {
        BotKeyOwnership keys = vestnik.bean(BotKeyOwnership.class);
        assertThatThrownBy(() -> keys.require("9"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContainingAll(
                        "What begins with vestnik:", "belongs to the bot with the id", "MICROSERVICE_BOT_NAME");
    }

    private void numberUnknown() throws Exception {
        vestnik.sandbox().addUser(703, "Vera", "+79160000003", "en");
        vestnik.sandbox().shareOwnContact(703);
        received(703, "Your number is not in the directory");

        directory(ANNA, BORIS, VERA);
        ctl("directory", "refresh");

        patiently().pollInterval(Duration.ofSeconds(1)).until(() -> {
            vestnik.sandbox().shareOwnContact(703);
            return vestnik.bean(UserService.class).byChat(703).isPresent();
        });
    }

    private void nobody() throws Exception {
        vestnik.bean(UserService.class).logout(701);
        push("info", "for nobody", "south");
        metric("vestnik_dispatch_events_total{.*outcome=\"unrouted\"}", 1);
        assertThat(ctl("ledger", "event", "for nobody")).contains("unrouted");
        assertThat(ctl("duty", "would-wake", "south", "critical")).contains("Vera Kim");

        logIn(701, "Anna", "+79160000001");
        push("info", "for somebody", "south");

        reached("Anna Orlova", "for somebody");
    }

    private static void directory(String... people) {
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of(people),
                List.of("north,North", "south,South"),
                List.of("10.1.0.0/16,north"));
    }

    private static void logIn(long chat, String name, String phone) {
        vestnik.sandbox().addUser(chat, name, phone, "en");
        patiently().pollInterval(Duration.ofSeconds(1)).until(() -> {
            vestnik.sandbox().shareOwnContact(chat);
            return vestnik.bean(UserService.class).byChat(chat).isPresent();
        });
        vestnik.sandbox().say(chat, "/poolon");
        patiently().until(() -> vestnik.bean(UserService.class)
                .byChat(chat)
                .filter(user -> user.onDuty())
                .isPresent());
    }

    private static void comeBack(long chat) {
        vestnik.sandbox().unblock(chat);
        vestnik.sandbox().say(chat, "/me");
        patiently().until(() -> vestnik.isReachable(chat));
    }

    /** Whether the user of Redis may settle events. */
    private static void may(boolean settle) {
        AclSetuserArgs right = new AclSetuserArgs();
        redis.ask(commands -> commands.aclSetuser(
                "default", settle ? right.addCommand(CommandType.XACK) : right.removeCommand(CommandType.XACK)));
    }

    private static void push(String status, String title) {
        push(status, title, "north");
    }

    private static void push(String status, String title, String area) {
        vestnik.redis()
                .rpush(
                        vestnik.keys().inbox(),
                        "{\"status\":\"" + status + "\",\"title\":\"" + title + "\",\"id\":\"" + title + "\",\"key\":\""
                                + title + "\",\"area\":\"" + area + "\"}");
    }

    private void logged(String line) {
        Pattern pattern = Pattern.compile(line);
        Awaitility.await(line).atMost(PATIENCE.multipliedBy(2)).until(() -> pattern.matcher(log.getOut())
                .find());
    }

    /** The event is in a message to this person: its own, or one of many events. */
    private static void reached(String person, String event) {
        Pattern sent = Pattern.compile("\"" + person + "\",\"line\":\\{\"state\":\"(SENT|MERGED)\"");
        patiently()
                .untilAsserted(() -> assertThat(ctl("ledger", "event", event)).containsPattern(sent));
    }

    private static void received(long chat, String text) {
        patiently().untilAsserted(() -> assertThat(vestnik.sandbox().texts(chat))
                .anySatisfy(said -> assertThat(said).contains(text)));
    }

    /** The reason of a part of the health, from its line in the list; empty: it is UP. */
    private static String health(String part) throws IOException {
        for (JsonNode row : JSON.readTree(ctl("--json", "health", "list"))) {
            if (row.path("part").asText().equals(part)) {
                return row.path("why").asText();
            }
        }
        throw new AssertionError("There is no part " + part);
    }

    private static String firstOf(String... list) throws IOException {
        return JSON.readTree(
                        ctl(Stream.concat(Stream.of("--json"), Stream.of(list)).toArray(String[]::new)))
                .get(0)
                .path("id")
                .asText();
    }

    private static String ctl(String... words) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = new CtlCommand(
                        Map.of(
                                "MANAGEMENT_SERVER_PORT",
                                Integer.toString(vestnik.managementPort()),
                                "VESTNIK_ADMIN_USER",
                                "operator",
                                "VESTNIK_ADMIN_PASSWORD",
                                PASSWORD),
                        out,
                        out)
                .run(List.of(words));
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(status).as("ctl %s: %s", String.join(" ", words), text).isZero();
        return text;
    }

    private static HttpResponse<String> readiness() throws IOException, InterruptedException {
        return get("health/ready");
    }

    /** Waits until the metric whose name and labels these are has the value. */
    private static void metric(String series, double value) {
        patiently().untilAsserted(() -> assertThat(metric(series)).as(series).isEqualTo(value));
    }

    private static double metric(String series) throws IOException, InterruptedException {
        return Pattern.compile("(?m)^" + series.replace("{", "\\{").replace("}", ".*\\}") + "[^ ]* (.+)$")
                .matcher(get("metrics").body())
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no metric " + series));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString(("operator:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.managementPort() + "/observe/" + path))
                        .header("Authorization", "Basic " + login)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }
}
