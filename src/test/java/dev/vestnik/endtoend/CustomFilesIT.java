package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.ops.LedgerHealth;
import dev.vestnik.ops.health.ReadinessHealth;
import dev.vestnik.ops.health.SupervisedRoutesHealth;
import dev.vestnik.user.UserService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** Users' own files: a directory and local routes, including the README's example. */
class CustomFilesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\\n(- route:\\n    id: disk-watch\\n.*?)```");
    private static final int PEOPLE = 6;

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;

    @BeforeAll
    static void start() throws IOException {
        people(PEOPLE);
        String readme = Files.readString(Path.of("README.md"));
        String example = EXAMPLE.matcher(readme)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md shows a route of one's own"));
        Path local = Files.createDirectories(folder.resolve("local"));
        Files.writeString(local.resolve("disk-watch.camel.yaml"), example);
        Files.writeString(local.resolve("everything.camel.yaml"), """
                - routeConfiguration:
                    onException:
                      - onException:
                          id: swallow
                          exception: ["java.lang.Exception"]
                          handled: {constant: "true"}
                          steps:
                            - log: {id: swallowed, message: "a local route failed"}
                    intercept:
                      - intercept:
                          id: intercept-everything
                          steps:
                            - filter:
                                id: intercept-shipped-routes
                                simple: "${routeId} starts with 'event-'"
                                steps:
                                  - stop: {id: stop-shipped-routes}
                """);
        Files.writeString(local.resolve("spool.camel.yaml"), """
                - route:
                    id: spool
                    from:
                      uri: "file:%s?startingDirectoryMustExist=true&autoCreate=false&delay=100"
                      steps:
                        - to: {id: spool-accept, uri: "direct:accept"}
                """.formatted(folder.resolve("spool")));
        Files.writeString(local.resolve("hooks.camel.yaml"), """
                - route:
                    id: hook
                    from:
                      uri: platform-http:/hook
                      steps:
                        - setBody: {id: hook-answer, simple: "hello ${header.vestnikSender} ${header.Authorization}"}
                - route:
                    id: open-hook
                    routePolicy: publicAccess
                    from:
                      uri: platform-http:/open-hook
                      steps:
                        - setBody: {id: open-hook-answer, simple: "hello all${header.vestnikSender}"}
                - route:
                    id: form-hook
                    routePolicy: publicAccess
                    from:
                      uri: platform-http:/form-hook
                      steps:
                        - setBody: {id: form-hook-answer, simple: "${header.full}|${header.name}|${header.a}"}
                """);
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.http-tokens.zabbix=secret-of-zabbix",
                withRoutesOf(local),
                "vestnik.directory.folder=" + folder.resolve("directory"),
                "vestnik.directory.interval=200");
        for (int i = 1; i <= PEOPLE; i++) {
            vestnik.sandbox().addUser(600 + i, "Person " + i, phone(i), i % 2 == 0 ? "en" : "ru");
            vestnik.sandbox().shareOwnContact(600 + i);
        }
        Awaitility.await("all are logged in")
                .atMost(PATIENCE)
                .until(() -> users().all().all().size() == PEOPLE);
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void theReadmesRouteOfOnesOwnPutsAnEventIn() {
        vestnik.sandbox().say(601, "/poolon");

        await(601, "Disk nearly full");
    }

    @Test
    void theErrorHandlingOfALocalFileSettlesNoEventThatWasNotSent() {
        vestnik.sandbox().say(602, "/poolon");
        await(602, "You are now on duty");
        vestnik.sandbox()
                .faults(Map.of("errorRate", 1, "errorStatus", 502, "methods", List.of("sendMessage", "sendDocument")));
        vestnik.sandbox().push(List.of(Map.of("status", "critical", "title", "Telegram is away", "area", "north")));
        Awaitility.await("the send has failed")
                .atMost(PATIENCE)
                .until(() -> vestnik.count("vestnik.delivery.failures", "reason", "telegram-down") > 0);
        vestnik.sandbox().noFaults();

        await(602, "Telegram is away");
        assertThat(vestnik.bean(LedgerHealth.class).health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aLocalSourceThatIsAwayIsNamedAndStartsByItself() throws Exception {
        Awaitility.await("the first attempt has failed").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        localRoutes().getDetails().toString())
                .contains("spool", "Starting directory does not exist"));
        assertThat(vestnik.bean(ReadinessHealth.class).health().getStatus())
                .as("other events are accepted")
                .isEqualTo(Status.UP);

        Path spool = Files.createDirectories(folder.resolve("spool"));
        Files.writeString(
                spool.resolve("event"),
                "{\"status\":\"warning\",\"title\":\"From the spool\",\"to\":[\"" + phone(3) + "\"]}");

        await(603, "From the spool");
        assertThat(localRoutes().getStatus()).isEqualTo(Status.UP);
    }

    private static Health localRoutes() {
        return vestnik.bean(SupervisedRoutesHealth.class).health();
    }

    @Test
    void aLocalHttpSourceRequiresATokenUnlessItIsPublic() throws Exception {
        assertThat(get("/hook", "Bearer guess").statusCode()).isEqualTo(401);
        assertThat(get("/hook", "Bearer guess").body()).contains("Give a token");
        assertThat(get("/hook", "Bearer secret-of-zabbix").body()).isEqualTo("hello zabbix ");
        assertThat(get("/open-hook", "none").body()).isEqualTo("hello all");
    }

    @Test
    void nobodyChoosesTheNameOfTheSender() throws Exception {
        assertThat(get("/hook?vestnikSender=forged", "Bearer secret-of-zabbix").body())
                .isEqualTo("hello zabbix ");
        assertThat(postForm("/hook", "vestnikSender=forged", "Bearer secret-of-zabbix"))
                .isEqualTo("hello zabbix ");
        assertThat(get("/open-hook?VestnikSender=forged", "none").body()).isEqualTo("hello all");
        assertThat(postForm("/open-hook", "VestnikSender=forged", "none")).isEqualTo("hello all");
    }

    @Test
    void aFormReachesARouteOfOnesOwnAlsoWhereItIsNotEncodedAsItShouldBe() throws Exception {
        assertThat(postForm("/form-hook", "full=100%25&name=%D0%AE+%26&a=", "none"))
                .isEqualTo("100%|Ю &|");
        assertThat(postForm("/form-hook", "full=100%&name=x&a", "none")).isEqualTo("100%|x|");
        assertThat(postForm("/form-hook", "&&full=5%2&name=%zz", "none")).startsWith("5%2|%zz|");
        assertThat(postForm("/open-hook", "", "none")).isEqualTo("hello all");
        assertThat(form("PUT", "/open-hook", "application/x-www-form-urlencoded", "full=100%", "none"))
                .isEqualTo("hello all");
        assertThat(form("POST", "/open-hook", "multipart/form-data", "full=1", "none"))
                .contains("The form cannot be read");
        assertThat(form(
                        "POST",
                        "/form-hook",
                        "multipart/form-data; boundary=x",
                        "--x\r\nContent-Disposition: form-data; name=\"full\"\r\n\r\n5%\r\n--x--\r\n",
                        "none"))
                .startsWith("5%|");
    }

    private static String postForm(String path, String form, String authorization)
            throws IOException, InterruptedException {
        return form("POST", path, "application/x-www-form-urlencoded", form, authorization);
    }

    private static String form(String method, String path, String type, String form, String authorization)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + path))
                                .header("Authorization", authorization)
                                .header("Content-Type", type)
                                .method(method, HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static HttpResponse<String> get(String path, String authorization)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + path))
                                .header("Authorization", authorization)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whoLeavesTheDirectoryIsLoggedOutAndTold() throws IOException {
        people(PEOPLE - 1);

        await(600 + PEOPLE, "Your number is not in the directory any more");
        vestnik.sandbox().say(600 + PEOPLE, "/open");
        await(600 + PEOPLE, "Hello! I am Vestnik");
        assertThat(users().byChat(600 + PEOPLE)).isEmpty();

        people(PEOPLE);
        Awaitility.await("back again").atMost(PATIENCE).until(() -> {
            vestnik.sandbox().shareOwnContact(600 + PEOPLE);
            return users().all().all().size() == PEOPLE;
        });
    }

    private static String withRoutesOf(Path local) {
        return "camel.main.routes-include-pattern=file:routes/*.camel.yaml,file:routes/sources/*.camel.yaml,file:"
                + local + "/*.camel.yaml";
    }

    private static void people(int many) throws IOException {
        RunningVestnik.directory(
                folder.resolve("directory"),
                IntStream.rangeClosed(1, many)
                        .mapToObj(i -> phone(i) + ",Person " + i + ",*,operator,,")
                        .toList(),
                List.of("north,Север"),
                List.of("10.1.0.0/16,north"));
    }

    private static String phone(int i) {
        return "+7916000060" + i;
    }

    private static UserService users() {
        return vestnik.bean(UserService.class);
    }

    private static void await(long chat, String text) {
        Awaitility.await(text).atMost(PATIENCE).until(() -> vestnik.sandbox().texts(chat).stream()
                .anyMatch(said -> said.contains(text)));
    }
}
