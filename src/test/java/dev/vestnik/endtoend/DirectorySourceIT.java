package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.ops.DirectoryHealth;
import dev.vestnik.user.UserService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory from an address that answers with JSON, through the running routes. */
class DirectorySourceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "token-of-the-directory";
    private static final long CHAT = 701;

    @TempDir
    static Path folder;

    private static final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private static final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private static volatile int status = 503;
    private static volatile String body = "";
    private static HttpServer server;
    private static RunningVestnik vestnik;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/people", DirectorySourceIT::answer);
        server.start();
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.directory.source=http",
                "vestnik.directory.http.url=http://127.0.0.1:"
                        + server.getAddress().getPort() + "/people?format=json",
                "vestnik.directory.http.token=" + TOKEN,
                "vestnik.directory.interval=200");
    }

    @AfterAll
    static void stop() {
        vestnik.close();
        server.stop(0);
    }

    @Test
    void theDirectoryOfAnAddressIsValidatedGuardedAndSwappedAsTheFilesAre() {
        awaitHealth("The directory could not be read: the answer was 503");
        assertThat(health()).contains("0 people");

        answer(200, people(0, 3));
        awaitHealth("{inForce=3 people, 1 areas, 1 ranges}");
        assertThat(Set.copyOf(tokens)).containsExactly("Bearer " + TOKEN);
        vestnik.sandbox().addUser(CHAT, "Anna", "+79160000000", "ru");
        vestnik.sandbox().shareOwnContact(CHAT);
        vestnik.sandbox().addUser(CHAT + 1, "Boris", "+79160000001", "ru");
        vestnik.sandbox().shareOwnContact(CHAT + 1);
        Awaitility.await("both log in")
                .atMost(PATIENCE)
                .until(() -> vestnik.bean(UserService.class).all().all().size() == 2);
        Awaitility.await("an unchanged one is not sent again").atMost(PATIENCE).until(() -> answers.contains(304));

        answer(200, people(0, 3).replace("+79160000001", "+7916"));
        awaitHealth(
                "The new directory is refused: people[1].phone: the phone number has no known country code, or is not a number");
        assertThat(directories().current().people()).hasSize(3);

        answer(200, people(2, 3));
        awaitHealth("people: would log out 2 of the 2 people who are logged in");
        DirectoryRefusals refusals = vestnik.bean(DirectoryRefusals.class);
        assertThat(refusals.accept(refusals.current().orElseThrow().files())).isTrue();
        awaitHealth("{inForce=1 people, 1 areas, 1 ranges}");
        Awaitility.await("they are told")
                .atMost(PATIENCE)
                .until(() -> String.join("\n", vestnik.sandbox().texts(CHAT)).contains("больше нет в справочнике"));

        server.removeContext("/people");
        awaitHealth("The directory could not be read: the answer was 404");
        assertThat(health()).contains("inForce=1 people").doesNotContain(TOKEN);
        assertThat(directories().current().people()).hasSize(1);
    }

    private static void awaitHealth(String detail) {
        Awaitility.await(detail).atMost(PATIENCE).untilAsserted(() -> assertThat(health())
                .contains(detail));
    }

    private static String health() {
        return vestnik.bean(DirectoryHealth.class).health().getDetails().toString();
    }

    private static DirectoryService directories() {
        return vestnik.bean(DirectoryService.class);
    }

    private static void answer(int code, String json) {
        body = json;
        status = code;
    }

    private static void answer(HttpExchange request) throws IOException {
        try (request) {
            tokens.add(String.valueOf(request.getRequestHeaders().getFirst("Authorization")));
            String json = body;
            String tag = "\"" + json.hashCode() + "\"";
            boolean known = tag.equals(request.getRequestHeaders().getFirst("If-None-Match"));
            int code = known && status == 200 ? 304 : status;
            answers.add(code);
            request.getResponseHeaders().set("ETag", tag);
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            request.sendResponseHeaders(code, code == 200 ? bytes.length : -1);
            if (code == 200) {
                request.getResponseBody().write(bytes);
            }
        }
    }

    private static String people(int first, int count) {
        return IntStream.range(first, count)
                .mapToObj(n -> "{'phone': '+7916000000" + n + "', 'name': 'Anna', 'areas': ['Север']}")
                .collect(Collectors.joining(
                        ",",
                        "{'areas': [{'area': 'north', 'name': 'Север'}],"
                                + " 'ranges': [{'cidr': '10.1.0.0/16', 'area': 'north'}], 'people': [",
                        "]}"))
                .replace('\'', '"');
    }
}
