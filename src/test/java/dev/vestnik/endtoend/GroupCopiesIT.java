package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.group.Binding;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.incident.group.Place;
import dev.vestnik.ledger.LedgerBalance;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of cards in groups and topics, through the whole service. Each test has its own group. */
class GroupCopiesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long ANNA = 6001;
    private static final long CLARA = 6003;
    private static final long STRANGER = 6009;
    private static final List<Long> MEMBERS = List.of(CLARA, ANNA, STRANGER);

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of("+79160000001,Анна Орлова,north,operator,ru,", "+79160000003,Clara Smith,*,admin,ru,"),
                List.of("north,Север", "west,Запад", "east,Восток", "south,Юг"),
                List.of("10.1.0.0/16,north"));
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.directory.folder=" + folder.resolve("directory"),
                "vestnik.delivery.per-chat=unlimited",
                "vestnik.delivery.per-group=unlimited");
        sandbox = vestnik.sandbox();
        sandbox.unlimited();
        sandbox.addUser(ANNA, "Anna Orlova", "+79160000001", "ru");
        sandbox.addUser(CLARA, "Clara Smith", "+79160000003", "ru");
        sandbox.addUser(STRANGER, "Somebody Else", "+79160000009", "ru");
        for (long chat : List.of(ANNA, CLARA)) {
            sandbox.say(chat, "/start");
            sandbox.shareOwnContact(chat);
            await().atMost(PATIENCE).until(() -> sandbox.texts(chat).size() >= 2);
        }
        sandbox.say(ANNA, "/poolon");
    }

    @AfterAll
    static void stop() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        LedgerBalance.read(vestnik.redis(), vestnik.keys()).missing())
                .isZero());
        vestnik.close();
    }

    @Test
    void aTopicGetsOneLiveCopyWhoseButtonsMembersPress() {
        long forum = forum(1);
        bind(forum, 2, "north");
        push("north", "critical", "Trunk down", "topic/1", Map.of("text", "secret", "ip", "10.1.0.7"));
        JsonNode copy = copy(forum, "Trunk down");
        assertThat(copy.path("message_thread_id").asInt()).isEqualTo(2);
        assertThat(copy.path("is_topic_message").asBoolean()).isTrue();
        assertThat(copy.path("text").asText())
                .startsWith("🔴 #")
                .contains("Авария: Trunk down", "Север", "Никто не взял.")
                .doesNotContain("secret", "10.1.0.7", "Сообщено");
        int id = copy.path("message_id").asInt();
        String take = data(copy);

        assertThat(sandbox.press(forum, STRANGER, id, take).path("text").asText())
                .startsWith("Кнопки — для тех, кто вошёл");
        assertThat(sandbox.press(forum, ANNA, id, take).path("text").asText()).endsWith("теперь ваш");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(text(forum, id)).startsWith("👤 #").contains("В работе: Анна Орлова"));
        await().atMost(PATIENCE).until(() -> sandbox.texts(ANNA).stream().anyMatch(card -> card.startsWith("👤 #")));
        assertThat(data(message(forum, id))).startsWith("takeover:");
        String token = vestnik.setting("vestnik.telegram.token");
        int repeated = sandbox.call(
                        token,
                        "sendMessage",
                        Map.of(
                                "chat_id",
                                forum,
                                "message_thread_id",
                                2,
                                "text",
                                "as the copy",
                                "reply_markup",
                                copy.path("reply_markup")))
                .path("message_id")
                .asInt();
        assertThat(sandbox.press(forum, CLARA, repeated, take).path("text").asText())
                .startsWith("Уже в работе");
        await().atMost(PATIENCE).until(() -> !message(forum, repeated).has("reply_markup"));
        assertThat(text(forum, repeated)).startsWith("🔴 #").endsWith("⤴️ Действующая карточка — в сообщении выше.");

        push("north", "resolved", "Trunk up", "topic/1", Map.of());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(forum, id))
                .startsWith("🟢 #")
                .contains("Устранено: Trunk down", "в работе: Анна Орлова"));
        assertThat(message(forum, id).has("reply_markup")).isFalse();
        assertThat(vestnik.bean(IncidentStore.class)
                        .find("topic/1")
                        .orElseThrow()
                        .holders())
                .as("a group is no recipient")
                .containsExactly(ANNA);
    }

    @Test
    void manyAtOnceAreOneMessage() {
        long forum = forum(2);
        bind(forum, 3, "east critical,warning");
        sandbox.push(IntStream.range(0, 40)
                .mapToObj(i -> Map.of(
                        "status", "warning", "title", "Port " + i, "key", "many/" + i, "area", "east", "source", "t"))
                .toList());
        JsonNode digest = copy(forum, "…и ещё");
        assertThat(digest.path("message_thread_id").asInt()).isEqualTo(3);
        int id = digest.path("message_id").asInt();
        await().atMost(PATIENCE).untilAsserted(() -> {
            long single = sandbox.texts(forum).stream()
                    .filter(text -> text.startsWith("🟡"))
                    .count();
            assertThat(text(forum, id)).contains("🟡 " + (40 - single));
            assertThat(single).isLessThanOrEqualTo(5);
        });
    }

    @Test
    void aClosedTopicGetsNothingMoreAndAdministratorsAreTold() {
        long forum = forum(3);
        bind(forum, 2, "west");
        bind(forum, 3, "west");
        sandbox.closeTopic(forum, 2);
        push("west", "critical", "First", "closed/1", Map.of());
        copy(forum, "First");
        told("⚠️ Группа «Сеть 3»: копии карточек больше не отправляются, Telegram отвечает: Bad Request: TOPIC_CLOSED");
        push("west", "critical", "Second", "closed/2", Map.of());
        copy(forum, "Second");
        assertThat(sandbox.messages(forum).stream()
                        .filter(message -> message.path("message_thread_id").asInt() == 2)
                        .map(message -> message.path("text").asText()))
                .noneMatch(text -> text.contains("First") || text.contains("Second"));
        await().atMost(PATIENCE).until(() -> metric("closed") == 1);
        Binding closed = bindings().of(new Place(forum, 2L)).orElseThrow();
        assertThat(closed.closed()).isEqualTo("Bad Request: TOPIC_CLOSED");
        assertThat(bindings().of(new Place(forum, 3L)).orElseThrow().closed()).isNull();
    }

    @Test
    void aGroupBecomesASupergroupAndAtLastTheBotIsRemoved() {
        long group = -8001;
        sandbox.addForum(group, "Группа", MEMBERS, Map.of());
        bind(group, null, "south");
        push("south", "critical", "Before", "moved/1", Map.of());
        copy(group, "Before");
        long supergroup = sandbox.migrate(group);
        push("south", "critical", "After", "moved/2", Map.of());
        copy(supergroup, "After");
        await().atMost(PATIENCE).until(() -> bindings().of(group).isEmpty());
        assertThat(bindings().of(supergroup)).hasSize(1);
        push("south", "resolved", "Over", "moved/2", Map.of());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(
                        supergroup, copy(supergroup, "After").path("message_id").asInt()))
                .startsWith("🟢"));

        sandbox.kick(supergroup);
        told("⚠️ Бот больше не в группе «Группа», поэтому привязки сняты: 1.");
        assertThat(bindings().of(supergroup)).isEmpty();
        push("south", "critical", "Gone", "moved/3", Map.of());
        await().atMost(PATIENCE).until(() -> sandbox.texts(CLARA).stream().anyMatch(text -> text.contains("Gone")));
        assertThat(sandbox.texts(supergroup)).noneMatch(text -> text.contains("Gone"));
    }

    private static double metric(String state) {
        return vestnik.bean(MeterRegistry.class)
                .get("vestnik.group.bindings")
                .tag("state", state)
                .gauge()
                .value();
    }

    private static BindingStore bindings() {
        return vestnik.bean(BindingStore.class);
    }

    private static long forum(int number) {
        long id = -1_000_000_007_000L - number;
        sandbox.addForum(id, "Сеть " + number, MEMBERS, Map.of(2, "Север", 3, "Юг"));
        return id;
    }

    private static void bind(long group, Integer topic, String arguments) {
        int before = bindings().of(group).size();
        sandbox.say(group, CLARA, topic, "/bind@vestnik_sandbox_bot " + arguments);
        await().atMost(PATIENCE).until(() -> bindings().of(group).size() == before + 1);
    }

    private static void push(String area, String status, String title, String key, Map<String, Object> more) {
        Map<String, Object> event = new HashMap<>(more);
        event.putAll(Map.of("status", status, "title", title, "key", key, "area", area));
        sandbox.push(List.of(event));
    }

    /** The last message of the bot in the group that contains this, as soon as there is one. */
    private static JsonNode copy(long group, String part) {
        await().atMost(PATIENCE).until(() -> sandbox.texts(group).stream().anyMatch(text -> text.contains(part)));
        return sandbox.messages(group).stream()
                .filter(message -> message.path("from").path("is_bot").asBoolean())
                .filter(message -> message.path("text").asText().contains(part))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static void told(String beginning) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sandbox.texts(CLARA))
                .anySatisfy(text -> assertThat(text).startsWith(beginning)));
    }

    private static JsonNode message(long group, int id) {
        return sandbox.messages(group).stream()
                .filter(message -> message.path("message_id").asInt() == id)
                .findFirst()
                .orElseThrow();
    }

    private static String text(long group, int id) {
        return message(group, id).path("text").asText();
    }

    private static String data(JsonNode message) {
        return message.at("/reply_markup/inline_keyboard/0/0/callback_data").asText();
    }
}
