package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets what when people are away or have deselected, over HTTP, with the whole service. */
class RoutingIT {
    /** On duty for north. */
    private static final long ANNA = 1001;
    /** Responsible for south. */
    private static final long BORIS = 1002;
    /** An administrator, responsible for all areas, speaks English. */
    private static final long CLARA = 1003;

    private static final List<Long> ALL = List.of(ANNA, BORIS, CLARA);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;
    private static SandboxClient sandbox;
    private static UserService users;
    private static int number;

    @BeforeAll
    static void start() {
        directory("south,operator,ru");
        vestnik = RunningVestnik.start(
                folder,
                "VESTNIK_HTTP_TOKENS=zabbix:secret",
                "vestnik.directory.folder=" + folder.resolve("directory"),
                "vestnik.directory.interval=200");
        sandbox = vestnik.sandbox();
        sandbox.unlimited();
        users = vestnik.bean(UserService.class);
        ALL.forEach(sandbox::shareOwnContact);
        ALL.forEach(chat -> Awaitility.await().atMost(PATIENCE).until(() -> users.byChat(chat)
                .isPresent()));
    }

    /** @param boris his areas, role and language */
    private static void directory(String boris) {
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of(
                        "+70000000001,Анна Орлова,north,operator,ru,Europe/Moscow",
                        "+70000000002,Борис Лебедев," + boris + ",Europe/Moscow",
                        "+70000000003,Clara Smith,*,admin,en,Europe/Moscow"),
                List.of("north,Север", "south,Юг"),
                List.of("10.1.0.0/16,north", "10.2.0.0/16,south"));
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @BeforeEach
    void annaIsOnDutyAndNothingIsOpen() {
        for (long chat : ALL) {
            User user = users.byChat(chat).orElseThrow();
            users.enable(chat);
            users.leavePool(chat);
            if (!user.selected().contains("critical")) {
                users.toggle(chat, "critical");
            }
        }
        users.joinPool(ANNA, null);
    }

    @Test
    void whatTheOnlyOneOnDutyHasDeselectedReachesTheNextStep() throws Exception {
        sandbox.say(ANNA, "/select");
        String off = "select:critical:off";
        int card = awaitButton(ANNA, off);
        sandbox.press(ANNA, card, off);
        String sure = "select:critical:sure";
        awaitButton(ANNA, sure);
        assertThat(sandbox.messages(ANNA).toString()).contains("Север: Clara Smith");
        sandbox.press(ANNA, card, sure);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !users.byChat(ANNA).orElseThrow().selected().contains("critical"));

        String title = post("\"status\":\"critical\",\"ip\":\"10.1.0.7\"");

        assertThat(awaitText(CLARA, title)).contains("Анна Орлова is on duty, but this status is not selected.");
        assertThat(seen(ANNA, title)).isFalse();
    }

    @Test
    void whatReachedNobodyComesToTheFirstWhoIsBackAndOnlyOnce() throws Exception {
        ALL.forEach(users::disable);
        double missed = missed();

        String title = post("\"status\":\"critical\",\"ip\":\"10.1.0.7\",\"text\":\"no carrier\"");
        Awaitility.await("counted").atMost(PATIENCE).until(() -> missed() == missed + 1);

        sandbox.say(BORIS, "/enable");
        awaitText(BORIS, "Уведомления включены");
        sandbox.say(ANNA, "/enable");
        assertThat(awaitText(ANNA, title)).contains("no carrier", "Пока вас не было.");
        sandbox.say(CLARA, "/enable");
        awaitText(CLARA, "Notifications are on");
        String marker = post("\"status\":\"info\",\"to\":[\"+70000000002\",\"+70000000003\"]");
        awaitText(BORIS, marker);
        awaitText(CLARA, marker);
        assertThat(seen(BORIS, title) || seen(CLARA, title)).isFalse();
        assertThat(sandbox.texts(ANNA).stream().filter(text -> text.contains(title)))
                .hasSize(1);
    }

    @Test
    void aPrivateEventShowsOthersNothingButItsTitleToAdministrators() throws Exception {
        users.disable(BORIS);

        String title =
                post("\"status\":\"critical\",\"ip\":\"10.1.0.7\",\"text\":\"secret\",\"to\":[\"+70000000002\"]");

        assertThat(awaitText(CLARA, title))
                .contains("only its title", "Борис Лебедев (notifications are off)")
                .doesNotContain("secret", "10.1.0.7", "+7");
        assertThat(say(ANNA, "/open")).doesNotContain(title);
        assertThat(say(CLARA, "/open")).doesNotContain(title);
        assertThat(say(BORIS, "/open")).contains(title);
        sandbox.say(BORIS, "/enable");
        assertThat(awaitText(BORIS, "secret")).contains(title, "Пока вас не было.");
        assertThat(seen(ANNA, title)).isFalse();
    }

    @Test
    void theReplyComesBeforeWhatIsHandedOver() throws Exception {
        users.leavePool(ANNA);
        String title = post("\"status\":\"warning\",\"ip\":\"10.1.0.7\"");
        Awaitility.await().atMost(PATIENCE).until(() -> say(ANNA, "/open").contains(title));

        sandbox.say(ANNA, "/poolon");
        Awaitility.await().atMost(PATIENCE).until(() -> sandbox.texts(ANNA).stream()
                .anyMatch(text -> text.contains(title) && text.contains("до начала вашего дежурства")));

        List<String> texts = sandbox.texts(ANNA);
        assertThat(texts.get(texts.size() - 2)).contains("Вы заступили на дежурство", "сейчас пришлю");
        assertThat(texts.get(texts.size() - 1)).contains(title);
    }

    @Test
    void whoeverTheDirectoryChangesIsTold() {
        directory("south|north,admin,en");
        assertThat(awaitText(BORIS, "The directory has changed."))
                .contains("Areas: Север, Юг.", "You are an administrator now.", "Language: English.");

        directory("south,operator,ru");
        assertThat(awaitText(BORIS, "Справочник изменился.")).contains("Вы больше не администратор.");
        assertThat(seen(ANNA, "Справочник изменился.")).isFalse();
    }

    /** Sends a command, and returns its reply. */
    private static String say(long chat, String command) {
        int before = sandbox.texts(chat).size();
        sandbox.say(chat, command);
        Awaitility.await(command)
                .atMost(PATIENCE)
                .until(() -> sandbox.texts(chat).size() > before);
        return sandbox.texts(chat).get(before);
    }

    private static String post(String fields) throws IOException, InterruptedException {
        String title = "Event " + ++number + ".";
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + "/events"))
                                .header("Authorization", "Bearer secret")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"title\":\"" + title + "\",\"key\":\"k" + number + "\"," + fields + "}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(202);
        return title;
    }

    private static double missed() {
        return Objects.requireNonNull(vestnik.bean(MeterRegistry.class)
                        .find("vestnik.dispatch.missed")
                        .counter())
                .count();
    }

    private static boolean seen(long chat, String text) {
        return sandbox.texts(chat).stream().anyMatch(one -> one.contains(text));
    }

    private static String awaitText(long chat, String text) {
        return Awaitility.await(text + " for " + chat)
                .atMost(PATIENCE)
                .until(
                        () -> sandbox.texts(chat).stream()
                                .filter(one -> one.contains(text))
                                .reduce((earlier, later) -> later)
                                .orElse(""),
                        found -> !found.isEmpty());
    }

    private static int awaitButton(long chat, String data) {
        return Awaitility.await(data)
                .atMost(PATIENCE)
                .until(
                        () -> sandbox.messages(chat).stream()
                                .filter(message ->
                                        message.path("reply_markup").toString().contains("\"" + data + "\""))
                                .map(JsonNode.class::cast)
                                .mapToInt(message -> message.path("message_id").asInt())
                                .max()
                                .orElse(0),
                        id -> id > 0);
    }
}
