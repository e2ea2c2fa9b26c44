package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.TextQueue;
import dev.vestnik.sandbox.Sandbox;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the card of an incident in the chats of two people, through the whole service. Each test has its own key. */
class CardsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long ANNA = 6001;
    private static final long BORIS = 6002;

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() throws IOException {
        Path local = Files.createDirectory(folder.resolve("local"));
        Files.writeString(
                local.resolve("acted.camel.yaml"),
                "- from: {uri: \"direct:acted\", steps: [{to: \"redis-streams:reported\"}]}");
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of("+79160000001,Анна Орлова,north,operator,ru,", "+79160000002,Boris Lebedev,north,operator,en,"),
                List.of("north,Север"),
                List.of("10.1.0.0/16,north"));
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.directory.folder=" + folder.resolve("directory"),
                "vestnik.acted.enabled=true",
                "camel.main.routes-include-pattern=file:routes/*.camel.yaml,file:routes/sources/*.camel.yaml,file:"
                        + local + "/*.camel.yaml",
                "vestnik.delivery.per-chat=unlimited");
        sandbox = vestnik.sandbox();
        sandbox.unlimited();
        sandbox.addUser(ANNA, "Anna Orlova", "+79160000001", "ru");
        sandbox.addUser(BORIS, "Boris Lebedev", "+79160000002", "en");
        for (long chat : List.of(ANNA, BORIS)) {
            sandbox.say(chat, "/start");
            sandbox.shareOwnContact(chat);
            sandbox.say(chat, "/poolon");
            await().atMost(PATIENCE).until(() -> sandbox.texts(chat).size() >= 3);
        }
    }

    /** As if the tests were minutes apart: what a chat got lately does not count. */
    @BeforeEach
    void forgetWhatTheChatsGotLately() {
        for (long chat : List.of(ANNA, BORIS)) {
            vestnik.redis()
                    .del(
                            vestnik.keys().alarms(chat),
                            vestnik.keys().sounded(chat),
                            vestnik.keys().digest("alarms", chat),
                            vestnik.keys().digest("events", chat));
        }
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void aCardIsTakenNotedAndResolvedInPlace() {
        push("critical", "Trunk down", "life", Map.of("ip", "10.1.0.7", "url", "https://zabbix.example/1"));

        JsonNode card = card(ANNA, "life");
        Incident incident = incident("life");
        String number = "#" + incident.number();
        assertThat(text(card))
                .startsWith("🔴 " + number + " Авария: Trunk down\n")
                .contains("Сообщено: Boris Lebedev, Анна Орлова. Никто не взял.");
        assertThat(buttons(card)).containsExactly("Беру", "Подробнее", "Копировать IP");
        assertThat(card.path("reply_markup").toString())
                .contains("\"style\":\"primary\"", "\"copy_text\":{\"text\":\"10.1.0.7\"}");
        assertThat(card.path("silent").asBoolean()).isFalse();
        JsonNode english = card(BORIS, "life");
        assertThat(text(english)).startsWith("🔴 " + number + " Critical: Trunk down\n");
        assertThat(buttons(english)).containsExactly("Take it", "More", "Copy IP");

        take(incident, ANNA, "Анна Орлова");
        vestnik.bean(IncidentHistory.class).note(incident, Instant.now(), "Boris Lebedev", "On my way");
        for (long chat : List.of(ANNA, BORIS)) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(card(chat, "life")))
                    .startsWith("👤 " + number)
                    .contains("On my way"));
        }
        assertThat(text(card(ANNA, "life"))).contains("В работе: Анна Орлова").doesNotContain("Никто не взял");
        assertThat(buttons(card(ANNA, "life"))).startsWith("Снять с себя", "Передать…", "Закрыть…", "🔕 Повторы 1 ч");
        assertThat(buttons(card(BORIS, "life"))).startsWith("Take over");
        assertThat(id(card(ANNA, "life"))).isEqualTo(id(card));

        // What is left of the test before may have begun a digest, which would then take the answer.
        forgetWhatTheChatsGotLately();
        // Under load the first sound may be more than ten seconds ago.
        vestnik.redis()
                .psetex(vestnik.keys().sounded(ANNA), 60_000, Instant.now().toEpochMilli() + " WAKING");
        push("resolved", "Trunk up", "life", Map.of());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(card(ANNA, "life")))
                .startsWith("🟢 " + number + " Устранено: Trunk down")
                .contains("меньше минуты", "Закрыл мониторинг · в работе: Анна Орлова", "On my way"));
        assertThat(buttons(card(ANNA, "life"))).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(messages(ANNA, number + " Устранено: Trunk up"))
                .as("among %s", sandbox.texts(ANNA))
                .hasSize(1));
        JsonNode reply = messages(ANNA, number + " Устранено: Trunk up").get(0);
        assertThat(reply.path("silent").asBoolean()).isTrue();
        assertThat(id(reply.path("reply_to_message"))).isEqualTo(id(card));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(reported(incident))
                .containsExactly("taken Анна Орлова", "noted Boris Lebedev"));
    }

    /** What the route of one's own got of what people have done to an incident. */
    private static List<String> reported(Incident incident) {
        return vestnik.redis().xrange(vestnik.keys().prefix() + "reported", Range.create("-", "+")).stream()
                .map(entry -> RedisJson.read(entry.getBody().get("body"), JsonNode.class))
                .filter(act -> act.path("key").asText().equals(incident.key()))
                .map(act -> act.path("act").asText() + " " + act.path("by").asText())
                .toList();
    }

    @Test
    void theButtonsOfACardDoWhatTheySay() {
        push("critical", "Core down", "pressed", Map.of());
        JsonNode card = card(ANNA, "pressed");
        int number = (int) incident("pressed").number();

        assertThat(press(ANNA, card, "Беру")).isEqualTo("#" + number + " теперь ваш");
        shows(BORIS, "pressed", "Taken by Анна Орлова");
        sandbox.reply(ANNA, id(card), "Выехала бригада");
        shows(BORIS, "pressed", "Выехала бригада");

        press(ANNA, card(ANNA, "pressed"), "Передать…");
        press(ANNA, last(ANNA, "Кому передать #" + number), "🟢 Boris Lebedev");
        last(ANNA, "#" + number + " передан");
        last(BORIS, "👤 #" + number + " Core down is yours now, handed over by Анна Орлова");
        shows(ANNA, "pressed", "В работе: Boris Lebedev");

        sandbox.say(ANNA, "/start i_" + number);
        await().atMost(PATIENCE).until(() -> id(card(ANNA, "pressed")) != id(card));
        await().atMost(PATIENCE).until(() -> buttons(message(ANNA, id(card))).isEmpty());
        assertThat(press(ANNA, card(ANNA, "pressed"), "Перехватить")).isEqualTo("#" + number + " теперь ваш");
        last(BORIS, "#" + number + " Core down: taken over. Working on it: Анна Орлова");
        shows(ANNA, "pressed", "В работе: Анна Орлова");

        press(ANNA, card(ANNA, "pressed"), "Закрыть…");
        press(ANNA, last(ANNA, "Закрыть #" + number), "Закрыть");
        shows(BORIS, "pressed", "Closed by Анна Орлова");
        shows(ANNA, "pressed", "🟢 #" + number);
        assertThat(buttons(card(ANNA, "pressed"))).isEmpty();
    }

    /** As after a process that ended between the answer of Telegram and the record of the card. */
    @Test
    void aMessageThatNobodyKeepsAsACardEndsWithThePressOnIt() {
        push("critical", "Repeated line", "repeated", Map.of());
        JsonNode card = card(ANNA, "repeated");
        String number = "#" + incident("repeated").number();
        int above = repeat(ANNA, card);
        int below = repeat(BORIS, card(BORIS, "repeated"));
        sandbox.say(BORIS, "/start i_" + incident("repeated").number());
        await().atMost(PATIENCE).until(() -> id(card(BORIS, "repeated")) > below);
        int closed = repeat(BORIS, card(BORIS, "repeated"));

        assertThat(press(ANNA, message(ANNA, above), "Беру")).isEqualTo(number + " теперь ваш");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(message(ANNA, above)))
                .startsWith("🔴 " + number + " Авария: Repeated line")
                .doesNotContain("Никто не взял")
                .endsWith("⤴️ Действующая карточка — в сообщении выше."));
        assertThat(buttons(message(ANNA, above))).isEmpty();
        shows(ANNA, "repeated", "В работе: Анна Орлова");
        assertThat(id(card(ANNA, "repeated"))).isEqualTo(id(card));

        assertThat(press(BORIS, message(BORIS, below), "Take it"))
                .startsWith("Somebody works on it already: Анна Орлова");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(message(BORIS, below)))
                .endsWith("Continued in a new message below."));
        assertThat(buttons(message(BORIS, below))).isEmpty();

        push("resolved", "Repeated line", "repeated", Map.of());
        shows(BORIS, "repeated", "🟢 " + number);
        assertThat(press(BORIS, message(BORIS, closed), "Take it")).startsWith("Resolved already");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(message(BORIS, closed))).startsWith("🟢 " + number));
        assertThat(buttons(message(BORIS, closed))).isEmpty();

        // Another press, made before the buttons were gone.
        vestnik.bean(TextQueue.class)
                .add(List.of(OutboxText.repeated(
                        ANNA, null, "repeated", above, Instant.now().plus(PATIENCE))));
        sandbox.reply(ANNA, above, "Заметка");
        shows(ANNA, "repeated", "Заметка");
        assertThat(text(message(ANNA, above))).as("edited once").endsWith("в сообщении выше.");
    }

    /** Sends the same message again, without anybody knowing it as a card; returns its id. */
    private static int repeat(long chat, JsonNode card) {
        String token = vestnik.setting("vestnik.telegram.token");
        return id(sandbox.call(
                token,
                "sendMessage",
                Map.of("chat_id", chat, "text", text(card), "reply_markup", card.path("reply_markup"))));
    }

    /** Dialogue: a silence covers what is open and what opens; its end sends both. */
    @Test
    void aSilenceShowsOnTheCardAndItsEndSendsWhatIsStillOpen() {
        push("critical", "Core down", "silent-1", Map.of());
        JsonNode before = card(ANNA, "silent-1");
        int boris = sandbox.messages(BORIS).size();

        sandbox.say(ANNA, "/silence critical silent-* 2h работы");
        JsonNode set = last(ANNA, "Причина: работы");
        push("critical", "Port down", "silent-2", Map.of());
        push("info", "Port slow", "silent-3", Map.of());
        shows(ANNA, "silent-1", "🔇 Тишина до ");
        shows(BORIS, "silent-1", "🔇 Silence until ");
        assertThat(id(card(ANNA, "silent-1"))).isEqualTo(id(before));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(incident("silent-2").isSilenced()).isTrue());
        assertThat(vestnik.redis().zscore(vestnik.keys().escalations(), "silent-1"))
                .isNull();
        sandbox.say(ANNA, "/open");
        assertThat(text(last(ANNA, "Из них без оповещений (🔇): 2"))).contains("🔇🔴");

        press(ANNA, set, "Закончить тишину");
        last(ANNA, "Ещё открыто: 2\n🔴 #" + incident("silent-1").number());
        assertThat(text(card(ANNA, "silent-2"))).contains("Тишина закончилась, инцидент ещё открыт.");
        await().atMost(PATIENCE).until(() -> id(card(ANNA, "silent-1")) > id(before));
        assertThat(text(card(ANNA, "silent-1"))).doesNotContain("🔇");
        assertThat(buttons(card(ANNA, "silent-2"))).contains("Беру");
        assertThat(vestnik.redis().zscore(vestnik.keys().escalations(), "silent-2"))
                .isNotNull();
        card(BORIS, "silent-2");
        assertThat(sandbox
                        .messages(BORIS)
                        .subList(boris, sandbox.messages(BORIS).size())
                        .stream()
                        .map(CardsIT::text))
                .noneMatch(text -> text.contains("Port slow"));
        vestnik.redis().zrem(vestnik.keys().escalations(), "silent-1", "silent-2");
    }

    private static void shows(long chat, String key, String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(card(chat, key))).contains(part));
    }

    /** Presses the button with this label; returns the answer to the press. */
    private static String press(long chat, JsonNode message, String label) {
        int place = buttons(message).indexOf(label);
        assertThat(place).as(label + " in " + buttons(message)).isNotNegative();
        return sandbox.press(chat, id(message), data(message).get(place))
                .path("text")
                .asText();
    }

    /** The last message that contains this, as soon as there is one. */
    private static JsonNode last(long chat, String part) {
        await().atMost(PATIENCE).until(() -> !messages(chat, part).isEmpty());
        List<JsonNode> found = messages(chat, part);
        return found.get(found.size() - 1);
    }

    @Test
    void aWorseningIsANewMessageWithSoundAndTheCardBeforeLosesItsButtons() {
        push("warning", "Load high", "worse", Map.of());
        JsonNode first = card(ANNA, "worse");
        push("warning", "Load higher", "worse", Map.of());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(card(ANNA, "worse"))).contains("Load higher"));
        assertThat(id(card(ANNA, "worse"))).isEqualTo(id(first));

        push("critical", "Overload", "worse", Map.of());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(card(ANNA, "worse"))).contains("Авария: Overload"));
        assertThat(id(card(ANNA, "worse"))).isGreaterThan(id(first));
        assertThat(buttons(card(ANNA, "worse"))).containsExactly("Беру");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(message(ANNA, id(first))))
                .contains("Дальше — в новом сообщении ниже"));
        assertThat(buttons(message(ANNA, id(first)))).isEmpty();
    }

    @Test
    void anIncidentThatOpensAgainIsANewCardOfTheSameNumber() {
        push("critical", "Link down", "again", Map.of());
        JsonNode first = card(ANNA, "again");
        Incident opened = incident("again");
        push("resolved", "Link up", "again", Map.of());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(card(ANNA, "again"))).startsWith("🟢"));
        vestnik.redis().del(vestnik.keys().changes(ANNA, "again"));

        push("critical", "Link down again", "again", Map.of());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(card(ANNA, "again")))
                .startsWith("🔴 #" + opened.number() + " Авария: Link down again"));
        assertThat(id(card(ANNA, "again"))).isGreaterThan(id(first));
        assertThat(text(message(ANNA, id(first)))).startsWith("🟢");
        assertThat(data(card(ANNA, "again"))).containsExactly("take:" + opened.number() + ":2");
    }

    @Test
    void flappingIsOneCardThatCounts() {
        List<Integer> cards = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            push("critical", "Port down " + i, "flap", Map.of());
            String title = "Port down " + i;
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(card(ANNA, "flap")))
                    .startsWith("🔴")
                    .contains(title));
            cards.add(id(card(ANNA, "flap")));
            push("resolved", "Port up", "flap", Map.of());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(text(card(ANNA, "flap"))).startsWith("🟢"));
        }
        assertThat(cards.get(1)).isEqualTo(cards.get(0));
        assertThat(cards.get(2)).isEqualTo(cards.get(0));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(card(ANNA, "flap"))).contains("Изменений за 10 минут: 6"));
    }

    @Test
    void aPrivateEventHasACardOnlyForItsPeople() {
        push("critical", "For Anna only", "private", Map.of("to", List.of("+79160000001")));

        assertThat(buttons(card(ANNA, "private"))).containsExactly("Беру");
        take(incident("private"), ANNA, "Анна Орлова");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(card(ANNA, "private"))).contains("В работе: Анна Орлова"));
        assertThat(sandbox.texts(BORIS)).noneMatch(text -> text.contains("For Anna only"));
    }

    @Test
    void aDeletedCardIsSentAnewWhenItChanges() {
        push("critical", "Deleted", "deleted", Map.of());
        JsonNode first = card(ANNA, "deleted");
        vestnik.bean(Sandbox.class).bot().chat(ANNA).remove(id(first));

        take(incident("deleted"), BORIS, "Boris Lebedev");

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(text(card(ANNA, "deleted")))
                .contains("В работе: Boris Lebedev"));
        assertThat(id(card(ANNA, "deleted"))).isGreaterThan(id(first));
    }

    @Test
    void theNoteOfALongEventIsInTheCaptionOfItsFile() {
        push("critical", "Long", "long", Map.of("text", "No carrier. ".repeat(400)));
        JsonNode first = card(ANNA, "long");
        assertThat(first.has("document")).isTrue();
        assertThat(buttons(first)).containsExactly("Беру");

        take(incident("long"), ANNA, "Анна Орлова");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        card(ANNA, "long").path("caption").asText())
                .startsWith("👤 #")
                .contains("В работе: Анна Орлова"));
        assertThat(id(card(ANNA, "long"))).isEqualTo(id(first));
    }

    /** Dialogue: forty problems at once; one press takes all that have no card. */
    @Test
    void fortyProblemsAtOnceAreFiveCardsAndOneStormThatOnePressTakes() {
        int annas = sandbox.messages(ANNA).size();
        int boris = sandbox.messages(BORIS).size();
        sandbox.push(IntStream.rangeClosed(1, 40)
                .mapToObj(i -> Map.of(
                        "status", "critical", "title", "Port down " + i, "key", "storm-" + i, "ip", "10.1.0." + i))
                .toList());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(storm(ANNA, annas)))
                .startsWith("⚡ Шторм: 35 инцидентов: 🔴 35\nСвободны: 35 · в работе: 0 · устранено: 0\n")
                .contains("Север: 35 · 10.1.0.0/16"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(storm(BORIS, boris)))
                .startsWith("⚡ Storm: 35 incidents: 🔴 35\nFree: 35 · taken: 0 · resolved: 0\n"));
        List<JsonNode> got =
                sandbox.messages(ANNA).subList(annas, sandbox.messages(ANNA).size());
        assertThat(got.stream().filter(message -> text(message).startsWith("🔴")))
                .as("cards")
                .hasSize(5);
        assertThat(got.stream().filter(message -> !message.path("silent").asBoolean()))
                .as("sounds")
                .hasSizeLessThanOrEqualTo(2);
        assertThat(storm(ANNA, annas).path("entities").toString()).contains("?start=i_");
        Incident incident = incident("storm-40");
        assertThat(vestnik.redis().zscore(vestnik.keys().escalations(), "storm-40"))
                .isNotNull();

        push("resolved", "Port up", "storm-39", Map.of());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(storm(ANNA, annas)))
                .contains("Свободны: 34 · в работе: 0 · устранено: 1"));
        take(incident, BORIS, "Boris Lebedev");
        assertThat(press(ANNA, storm(ANNA, annas), "Взять все"))
                .isEqualTo("Взято: 33. Уже у других: 1. Уже устранено: 1");
        assertThat(press(BORIS, storm(BORIS, boris), "Take all"))
                .isEqualTo("Taken: 0. Yours already: 1. Taken by others: 33. Resolved already: 1");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(storm(ANNA, annas)))
                .contains("Свободны: 0 · в работе: 34 · устранено: 1", "👤 Анна Орлова 33 · Boris Lebedev 1"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(storm(BORIS, boris)))
                .contains("Free: 0 · taken: 34 · resolved: 1", "👤 Анна Орлова 33 · Boris Lebedev 1"));
        assertThat(buttons(storm(ANNA, annas))).containsExactly("Открытые");
        assertThat(vestnik.redis().zscore(vestnik.keys().escalations(), "storm-40"))
                .as("escalates no more")
                .isNull();
        assertThat(press(ANNA, storm(ANNA, annas), "Открытые")).isEmpty();
        last(ANNA, "Открытых инцидентов:");

        IntStream.rangeClosed(1, 40).forEach(i -> push("resolved", "Port up", "storm-" + i, Map.of()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(storm(ANNA, annas)))
                .isEqualTo("🟢 Шторм позади: 35 инцидентов, открытых нет"));
        assertThat(buttons(storm(ANNA, annas))).isEmpty();
    }

    /** The only card of a storm among the messages after these. */
    private static JsonNode storm(long chat, int after) {
        List<JsonNode> all = sandbox.messages(chat);
        List<JsonNode> storms = all.subList(after, all.size()).stream()
                .filter(message -> text(message).matches("(?s)(⚡|🟢 Шторм|🟢 The storm).*"))
                .toList();
        assertThat(storms).as("messages about the storm").hasSize(1);
        return storms.get(0);
    }

    /** Presses, notes and events in any order, as fast as they can: at the end all cards agree with the incidents. */
    @Test
    void onceQuietEachChatHasOneCardWithButtonsAndItShowsThePresentState() {
        Random random = new Random(17);
        List<String> incidents = List.of("r1", "r2", "r3");
        incidents.forEach(key -> push("critical", "Begin", key, Map.of()));
        incidents.forEach(key -> {
            card(ANNA, key);
            card(BORIS, key);
        });
        IncidentOwners owners = vestnik.bean(IncidentOwners.class);
        for (int step = 0; step < 150; step++) {
            String key = incidents.get(random.nextInt(incidents.size()));
            Incident incident = incident(key);
            long chat = random.nextBoolean() ? ANNA : BORIS;
            Owner owner = new Owner(chat, chat == ANNA ? "Анна Орлова" : "Boris Lebedev", Instant.now());
            switch (random.nextInt(8)) {
                case 0, 1 -> push("critical", "Worse " + step, key, Map.of());
                case 2 -> push("warning", "Better " + step, key, Map.of());
                case 3 -> push("resolved", "Over " + step, key, Map.of());
                case 4, 5 -> owners.take(incident.number(), incident.generation(), owner);
                case 6 -> owners.release(incident.number(), incident.generation(), owner);
                default ->
                    vestnik.bean(IncidentHistory.class).note(incident, Instant.now(), owner.name(), "Note " + step);
            }
            if (step % 3 == 0) {
                forgetWhatTheChatsGotLately();
            }
        }
        awaitQuiet();
        // Of many waking events in a minute only the first five have a card, the others a line in a digest.
        forgetWhatTheChatsGotLately();
        incidents.forEach(key -> push("critical", "Last", key, Map.of()));
        awaitQuiet();

        for (String key : incidents) {
            for (long chat : List.of(ANNA, BORIS)) {
                await().atMost(PATIENCE).untilAsserted(() -> assertShowsThePresentState(chat, key));
            }
        }
    }

    private static void awaitQuiet() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(vestnik.redis().zcard(vestnik.keys().outdatedCards())).isZero();
            assertThat(vestnik.redis().zcard(vestnik.keys().outbox() + ":due")).isZero();
        });
    }

    private static void assertShowsThePresentState(long chat, String key) {
        Incident incident = incident(key);
        Owner owner = vestnik.bean(IncidentOwners.class).owner(key).orElse(null);
        JsonNode card = card(chat, key);
        List<Integer> pressable = sandbox.messages(chat).stream()
                .filter(message ->
                        data(message).stream().anyMatch(data -> data.contains(":" + incident.number() + ":")))
                .map(CardsIT::id)
                .toList();
        if (!incident.open()) {
            assertThat(text(card)).startsWith("🟢 #" + incident.number());
            assertThat(pressable).isEmpty();
            return;
        }
        assertThat(pressable).containsExactly(id(card));
        assertThat(data(card).get(0)).contains(":" + incident.number() + ":" + incident.generation());
        if (owner == null) {
            assertThat(data(card).get(0)).startsWith("take:");
            assertThat(text(card)).contains(chat == ANNA ? "Никто не взял" : "Nobody has it yet");
        } else {
            assertThat(data(card).get(0)).startsWith(owner.chat() == chat ? "release:" : "takeover:");
            assertThat(text(card)).contains(owner.name());
        }
        assertThat(text(card)).contains(incident.title());
    }

    private static void push(String status, String title, String key, Map<String, Object> more) {
        Map<String, Object> event = new HashMap<>(more);
        event.putAll(Map.of("status", status, "title", title, "key", key, "area", "north"));
        sandbox.push(event);
    }

    private static Incident incident(String key) {
        return vestnik.bean(IncidentStore.class).find(key).orElseThrow();
    }

    private static void take(Incident incident, long chat, String name) {
        assertThat(vestnik.bean(IncidentOwners.class)
                        .take(incident.number(), incident.generation(), new Owner(chat, name, Instant.now()))
                        .done())
                .isTrue();
    }

    /** The live card of this incident in this chat. */
    private static JsonNode card(long chat, String key) {
        CardStore cards = vestnik.bean(CardStore.class);
        await().atMost(PATIENCE).until(() -> cards.read(key, chat)
                .filter(state -> state.card() != null)
                .isPresent());
        return message(chat, (int) cards.read(key, chat).orElseThrow().card().message());
    }

    private static JsonNode message(long chat, int id) {
        return sandbox.messages(chat).stream()
                .filter(message -> id(message) == id)
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> messages(long chat, String part) {
        return sandbox.messages(chat).stream()
                .filter(message -> text(message).contains(part))
                .toList();
    }

    private static int id(JsonNode message) {
        return message.path("message_id").asInt();
    }

    private static String text(JsonNode message) {
        return message.path("text").asText(message.path("caption").asText());
    }

    private static List<String> buttons(JsonNode message) {
        return all(message, "text");
    }

    private static List<String> data(JsonNode message) {
        return all(message, "callback_data");
    }

    private static List<String> all(JsonNode message, String field) {
        return StreamSupport.stream(
                        message.path("reply_markup").path("inline_keyboard").spliterator(), false)
                .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
                .map(button -> button.path(field).asText())
                .toList();
    }
}
