package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.Opening;
import dev.vestnik.incident.escalation.EscalationRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident that nobody takes for hours, through the whole service; the sandbox's clock makes it seconds. */
class EscalationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long ANNA = 6001;
    private static final long BORIS = 6002;
    private static final long CLARA = 6003;
    private static final String KEY = "trunk-5";

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of(
                        "+79160000001,Анна Орлова,north,operator,ru,",
                        "+79160000002,Boris Lebedev,north,operator,en,",
                        "+79160000003,Clara Smith,south,admin,en,"),
                List.of("north,Север", "south,Юг"),
                List.of("10.1.0.0/16,north"));
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.directory.folder=" + folder.resolve("directory"),
                "vestnik.delivery.per-chat=unlimited");
        sandbox = vestnik.sandbox();
        sandbox.unlimited();
        logIn(ANNA, "Anna Orlova", "+79160000001", "ru");
        logIn(BORIS, "Boris Lebedev", "+79160000002", "en");
        logIn(CLARA, "Clara Smith", "+79160000003", "en");
        sandbox.say(ANNA, "/poolon");
        await().atMost(PATIENCE).until(() -> sandbox.texts(ANNA).size() >= 3);
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void nobodyTakesItThenSomebodyDoes() throws Exception {
        sandbox.push(Map.of("status", "critical", "title", "Trunk M-5 down", "key", KEY, "ip", "10.1.0.7"));
        told(ANNA, "Никто не взял.");

        sandbox.forward(Duration.ofMinutes(5));
        JsonNode again = told(ANNA, "Уже 5 мин никто не берёт.");
        assertThat(again.path("silent").asBoolean()).isFalse();
        assertThat(buttons(again)).contains("Беру");
        assertThat(cards(BORIS)).isEmpty();

        sandbox.forward(Duration.ofMinutes(5));
        told(BORIS, "Nobody has taken it for 10 min.");
        told(ANNA, "Уже 10 мин никто не берёт.");
        assertThat(cards(CLARA)).isEmpty();

        dispatchIsDownWhileTheThirdStepIsRequestedTwice();
        told(CLARA, "Nobody has taken it for 15 min.");
        eventually(() -> assertThat(steps()).containsExactly("1", "2", "3"));
        assertThat(cards(CLARA)).hasSize(1);
        eventually(() -> assertThat(buttons(last(ANNA))).contains("Беру"));

        JsonNode taken = last(CLARA);
        Incident incident = incident();
        sandbox.press(
                CLARA, taken.path("message_id").asInt(), "take:" + incident.number() + ":" + incident.generation());
        eventually(() -> assertThat(text(last(ANNA))).startsWith("👤").contains("В работе: Clara Smith"));
        int before = cards(ANNA).size() + cards(BORIS).size() + cards(CLARA).size();
        sandbox.forward(Duration.ofMinutes(50));
        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() ->
                        cards(ANNA).size() + cards(BORIS).size() + cards(CLARA).size() == before);
        assertThat(steps()).containsExactly("1", "2", "3");

        sandbox.forward(Duration.ofMinutes(11));
        eventually(() -> assertThat(text(last(CLARA))).contains("Are you still working on it?"));
        assertThat(buttons(last(CLARA))).containsExactly("Still on it", "Release");
        sandbox.forward(Duration.ofMinutes(11));
        eventually(() -> assertThat(text(last(CLARA))).contains("there was no answer, so the incident is free again"));
        eventually(() -> assertThat(text(last(ANNA))).startsWith("🔴"));
        assertThat(steps()).containsExactly("1", "2", "3");
        sandbox.forward(Duration.ofMinutes(15));
        eventually(() -> assertThat(steps()).containsExactly("1", "2", "3", "4"));
        eventually(() -> assertThat(text(last(CLARA))).startsWith("🔴"));

        sandbox.push(Map.of("status", "resolved", "title", "Trunk M-5 up", "key", KEY, "ip", "10.1.0.7"));
        eventually(() -> assertThat(text(last(CLARA))).startsWith("🟢"));
        assertThat(vestnik.redis().zcard(vestnik.keys().escalations())).isZero();
        assertThat(vestnik.redis().xlen(vestnik.keys().events() + ":dead")).isZero();
    }

    private static void dispatchIsDownWhileTheThirdStepIsRequestedTwice() throws Exception {
        CamelContext camel = vestnik.bean(CamelContext.class);
        camel.getRouteController().stopRoute("event-dispatch");
        long entries = vestnik.redis().xlen(vestnik.keys().events());
        sandbox.forward(Duration.ofMinutes(5));
        eventually(
                () -> assertThat(vestnik.redis().xlen(vestnik.keys().events())).isGreaterThan(entries));
        Incident incident = incident();
        vestnik.redis()
                .xadd(
                        vestnik.keys().events(),
                        new EscalationRequest(new Opening(KEY, incident.number(), incident.generation()), 3).fields());
        camel.getRouteController().startRoute("event-dispatch");
    }

    private static void logIn(long chat, String name, String phone, String language) {
        sandbox.addUser(chat, name, phone, language);
        sandbox.say(chat, "/start");
        sandbox.shareOwnContact(chat);
        await().atMost(PATIENCE).until(() -> sandbox.texts(chat).size() >= 2);
    }

    /** The last card of the chat, once it contains this. */
    private static JsonNode told(long chat, String part) {
        eventually(() -> assertThat(text(last(chat))).startsWith("🔴 #1 ").contains(part));
        return last(chat);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private static JsonNode last(long chat) {
        List<JsonNode> cards = cards(chat);
        assertThat(cards).isNotEmpty();
        return cards.get(cards.size() - 1);
    }

    /** The messages about the incident, oldest first. */
    private static List<JsonNode> cards(long chat) {
        return sandbox.messages(chat).stream()
                .filter(message -> text(message).contains("#1 "))
                .toList();
    }

    private static Incident incident() {
        return vestnik.bean(IncidentStore.class).find(KEY).orElseThrow();
    }

    /** The steps that were performed. */
    private static List<String> steps() {
        return vestnik.bean(IncidentHistory.class).of(KEY).stream()
                .filter(line -> line.kind() == Kind.ESCALATED)
                .map(HistoryEntry::text)
                .toList();
    }

    private static String text(JsonNode message) {
        return message.path("text").asText();
    }

    private static List<String> buttons(JsonNode message) {
        return StreamSupport.stream(
                        message.path("reply_markup").path("inline_keyboard").spliterator(), false)
                .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
                .map(button -> button.path("text").asText())
                .toList();
    }
}
