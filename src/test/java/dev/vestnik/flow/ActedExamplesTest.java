package dev.vestnik.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.dispatch.DispatchOutcome.ClosedByPerson;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Opening;
import dev.vestnik.incident.Owner;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RecordingServer;
import dev.vestnik.testing.RecordingServer.Answer;
import dev.vestnik.testing.RecordingServer.Request;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.testing.UserFixtures;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do leaves by {@code direct:acted}, and the examples of the documentation tell other systems of it. */
class ActedExamplesTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Path EXAMPLES = Path.of("docs/examples");
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Owner ANNA = new Owner(1, "Анна \"А\" Орлова", NOW);
    private static final Owner BORIS = new Owner(2, "Boris Titov", NOW);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordingServer target;
    private DispatchFixture dispatch;
    private IncidentOwners owners;
    private IncidentHistory history;
    private Acts acts;

    @BeforeEach
    void oneProblemOfZabbixIsOpen() {
        target = new RecordingServer(
                new Answer(200, "{\"jsonrpc\":\"2.0\",\"result\":{\"eventids\":[\"918273\"]},\"id\":1}"));
        acts = Acts.in(REDIS.keys().acted());
        dispatch = new DispatchFixture(REDIS, REDIS.commands(), CLOCK);
        UserFixtures.logIn(REDIS, 1, 2);
        owners = new IncidentOwners(REDIS.commands(), REDIS.keys(), Samples.ESCALATION, acts, CLOCK);
        history = new IncidentHistory(REDIS.commands(), REDIS.keys(), acts);
        dispatch.settle(problem("core-7/24601", List.of()));
    }

    @AfterEach
    void stop() {
        target.close();
    }

    private static Event problem(String key, List<String> to) {
        return new Event(
                to.isEmpty() ? "zabbix/core-7/918273" : null,
                key,
                "critical",
                "core-7: Link \"down\"",
                null,
                "10.1.2.3",
                "north",
                to,
                NOW,
                null,
                URI.create("https://zabbix.example/tr_events.php?triggerid=24601&eventid=918273"),
                "zabbix",
                Map.of("eventid", "918273", "host", "core-7"),
                List.of());
    }

    /** Anna takes it, writes a note and hands it over; Boris releases it, and Anna closes it. */
    private void everythingThatPeopleDo() {
        owners.take(1, 1, ANNA);
        history.note(incident(), NOW.plusSeconds(60), ANNA.name(), "Выезжаю, \\ \"SFP\"\nзамена");
        owners.handOver(1, 1, ANNA.chat(), BORIS, ANNA.name());
        owners.release(1, 1, BORIS);
        Incident open = incident();
        REDIS.write(
                dispatch
                        .settle(new ClosingRequest(new Opening(open.key(), 1, 1), 1, ANNA.name(), 1))
                        .outcomes()
                        .stream()
                        .flatMap(outcome -> outcome.report(ClosedByPerson.class).stream())
                        .flatMap(closed -> acts.write(closed.act()).stream())
                        .toList());
    }

    private Incident incident() {
        return dispatch.incidents.byNumber(1).orElseThrow();
    }

    @Test
    void eachActIsRecordedOnceAndOnlyIfItChangesSomething() {
        owners.take(1, 1, ANNA);
        owners.take(1, 1, ANNA);
        owners.take(1, 1, BORIS);
        history.note(incident(), NOW, ANNA.name(), "Выезжаю");
        history.note(incident(), NOW, ANNA.name(), "Выезжаю");
        ClosingRequest closing = new ClosingRequest(new Opening("core-7/24601", 1, 1), 1, ANNA.name(), 1);
        assertThat(dispatch.settle(closing).outcomes()).singleElement().satisfies(outcome -> assertThat(
                        outcome.report(ClosedByPerson.class))
                .isPresent());
        assertThat(dispatch.settle(closing).outcomes()).singleElement().satisfies(outcome -> assertThat(
                        outcome.report(ClosedByPerson.class))
                .as("closed before")
                .isEmpty());

        assertThat(recorded())
                .extracting(act -> act.line().kind())
                .containsExactly(HistoryEntry.Kind.TAKEN, HistoryEntry.Kind.NOTED);
    }

    @Test
    void whatPeopleDoToPrivateIncidentsIsNotRecordedAndNothingIsUnlessItIsOn() {
        dispatch.settle(problem("private/1", List.of("+79160000001")));
        Incident hidden = dispatch.incidents.find("private/1").orElseThrow();

        assertThat(owners.take(hidden.number(), 1, ANNA).done()).isTrue();
        assertThat(history.note(hidden, NOW, ANNA.name(), "Выезжаю")).isTrue();
        assertThat(acts.write(new Acts.Act(hidden, new HistoryEntry(NOW, HistoryEntry.Kind.CLOSED, "Анна", null))))
                .isEmpty();
        new IncidentOwners(REDIS.commands(), REDIS.keys(), Samples.ESCALATION, Acts.NONE, CLOCK).take(1, 1, ANNA);

        assertThat(REDIS.commands().exists(REDIS.keys().acted())).isZero();
    }

    @Test
    void theExampleForZabbixAcknowledgesAndWritesWhoDidWhat() throws Exception {
        everythingThatPeopleDo();
        // Down, then a refusal that comes with 200.
        target.next(new Answer(503, "<html>maintenance</html>"));
        target.next(
                new Answer(
                        200,
                        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32602,\"message\":\"Invalid params.\",\"data\":\"x\"},\"id\":1}"));

        try (DefaultCamelContext camel = routes("zabbix-acknowledge")) {
            camel.start();
            await().atMost(PATIENCE).until(() -> target.requests().size() >= 7);
            await().atMost(PATIENCE).until(() -> pending() == 0);
        }

        List<JsonNode> bodies = target.requests().stream()
                .map(Request::body)
                .map(ActedExamplesTest::json)
                .toList();
        assertThat(bodies).hasSize(7);
        assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
        assertThat(bodies.get(2)).as("sent until it is accepted").isEqualTo(bodies.get(0));
        assertThat(bodies.get(0).path("method").asText()).isEqualTo("event.acknowledge");
        assertThat(bodies.get(0).path("params").path("eventids").get(0).asText())
                .isEqualTo("918273");
        assertThat(bodies.subList(2, 7))
                .extracting(body -> body.path("params").path("action").asInt() + " "
                        + body.path("params").path("message").asText())
                .containsExactly(
                        "6 Vestnik #1: taken (Анна \"А\" Орлова)",
                        "4 Vestnik #1: Выезжаю, \\ \"SFP\"\nзамена (Анна \"А\" Орлова)",
                        "6 Vestnik #1: handed over to Boris Titov (Анна \"А\" Орлова)",
                        "20 Vestnik #1: released (Boris Titov)",
                        "4 Vestnik #1: closed in Vestnik (Анна \"А\" Орлова)");
        assertThat(target.requests())
                .allSatisfy(request ->
                        assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer token-of-zabbix"))
                .allSatisfy(request ->
                        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json"))
                .allSatisfy(request -> assertThat(request.path()).isEqualTo("/zabbix/api_jsonrpc.php"));
    }

    @Test
    void theExampleForCloudEventsPostsEachAct() throws Exception {
        everythingThatPeopleDo();

        try (DefaultCamelContext camel = routes("acted-cloudevent")) {
            camel.start();
            await().atMost(PATIENCE).until(() -> target.requests().size() >= 5);
            await().atMost(PATIENCE).until(() -> pending() == 0);
        }

        assertThat(target.requests()).hasSize(5);
        assertThat(target.requests().get(0).headers().getFirst("Content-Type"))
                .isEqualTo("application/cloudevents+json");
        JsonNode taken = json(target.requests().get(0).body());
        assertThat(taken.path("specversion").asText()).isEqualTo("1.0");
        assertThat(taken.path("type").asText()).isEqualTo("dev.vestnik.incident.taken");
        assertThat(taken.path("id").asText()).isEqualTo(firstId());
        assertThat(taken.path("subject").asText()).isEqualTo("core-7/24601");
        assertThat(taken.path("data")).isEqualTo(json("""
                        {"id":"%s","act":"taken","by":"Анна \\"А\\" Орлова","at":"2026-11-23T10:00:00Z","owner":"Анна \\"А\\" Орлова",
                        "number":1,"key":"core-7/24601","status":"critical","title":"core-7: Link \\"down\\"","area":"north",
                        "opened":"2026-11-23T10:00:00Z","event":{"id":"zabbix/core-7/918273","source":"zabbix",
                        "url":"https://zabbix.example/tr_events.php?triggerid=24601&eventid=918273","ip":"10.1.2.3",
                        "labels":{"eventid":"918273","host":"core-7"}}}
                        """.formatted(firstId())));
        assertThat(json(target.requests().get(1).body())
                        .path("data")
                        .path("text")
                        .asText())
                .isEqualTo("Выезжаю, \\ \"SFP\"\nзамена");
    }

    @Test
    void anActThatTheTargetRefusesIsADeadLetterInTheEnd() throws Exception {
        owners.take(1, 1, ANNA);
        for (int i = 0; i < 5; i++) {
            target.next(new Answer(403, "{}"));
        }

        try (DefaultCamelContext camel = routes("acted-cloudevent")) {
            camel.start();
            await().atMost(PATIENCE)
                    .until(() -> REDIS.commands().xlen(REDIS.keys().acted() + ":dead") == 1);
        }
        assertThat(target.requests()).hasSize(5);
    }

    /** The shipped route, with shorter pauses, and an example as it is in {@code routes/local}. */
    private DefaultCamelContext routes(String example) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        RedisStreamsComponent streams = new RedisStreamsComponent();
        streams.getConfiguration().setRedisUri(REDIS.url());
        streams.getConfiguration().setKeyPrefix(REDIS.keys().prefix());
        streams.getConfiguration().setBackoff(50);
        camel.addComponent("redis-streams", streams);
        camel.getRegistry().bind("actedSteps", new ActedSteps(Duration.ofMillis(50), REDIS.commands(), REDIS.keys()));
        Properties settings = new Properties();
        settings.setProperty("zabbix.api", target.url() + "/zabbix/api_jsonrpc.php");
        settings.setProperty("zabbix.token", "token-of-zabbix");
        settings.setProperty("cloudevents.url", target.url() + "/events");
        camel.getPropertiesComponent().setInitialProperties(settings);
        load(
                camel,
                "acted",
                Files.readString(Path.of("routes/acted.camel.yaml"))
                        .replaceAll("(?m)^    precondition.*\n", "")
                        .replaceAll("\"\\{\\{bean:routeSettings.*", "0")
                        .replace("    routeConfigurationId: errors\n", ""));
        load(
                camel,
                example,
                Files.readString(EXAMPLES.resolve(example + ".camel.yaml"))
                        .replace("file:routes/local/", "file:" + EXAMPLES + "/"));
        return camel;
    }

    private static void load(DefaultCamelContext camel, String name, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml));
    }

    private static long pending() {
        return REDIS.commands().xpending(REDIS.keys().acted(), "acted").getCount();
    }

    private static String firstId() {
        return REDIS.commands()
                .xrange(REDIS.keys().acted(), Range.create("-", "+"))
                .get(0)
                .getId();
    }

    private static List<Acts.Act> recorded() {
        return REDIS.commands().xrange(REDIS.keys().acted(), Range.create("-", "+")).stream()
                .map(StreamMessage::getBody)
                .map(Acts::read)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
