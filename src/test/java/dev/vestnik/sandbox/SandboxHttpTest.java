package dev.vestnik.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SandboxHttpTest {
    private static final String TOKEN = StandaloneSandbox.TOKEN;

    private static StandaloneSandbox sandbox;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = StandaloneSandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() throws Exception {
        control("POST", "/reset", "{}");
        control("DELETE", "/limits", "");
        sandbox.pushed().clear();
    }

    @Test
    void aMethodIsCalledByQueryFormJsonAndMultipart() throws Exception {
        String boundary = "----b";
        String multipart = Stream.of("chat_id", "text")
                        .map(name -> "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name
                                + "\"\r\n\r\n" + (name.equals("chat_id") ? "1001" : "четыре") + "\r\n")
                        .reduce("", String::concat)
                + "--" + boundary + "--\r\n";
        get("/bot" + TOKEN + "/sendMessage?chat_id=1001&text=one");
        post(
                "/bot" + TOKEN + "/sendMessage",
                "application/x-www-form-urlencoded",
                "chat_id=1001&text=%D0%B4%D0%B2%D0%B0");
        bot("sendMessage", "{\"chat_id\":1001,\"text\":\"три\"}");
        post("/bot" + TOKEN + "/sendMessage", "multipart/form-data; boundary=" + boundary, multipart);
        assertThat(control("GET", "/chats/1001", "").findValuesAsText("text"))
                .containsExactly("one", "два", "три", "четыре");
    }

    @Test
    void aDocumentIsUploadedAndDownloaded() throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n1001\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"document\"; filename=\"events.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\n" + "line\n".repeat(500_000) + "\r\n--b--\r\n";
        JsonNode answer = post("/bot" + TOKEN + "/sendDocument", "multipart/form-data; boundary=b", body);
        int message = answer.path("result").path("message_id").asInt();
        HttpResponse<String> download = send(
                request("/sandbox/chats/1001/messages/" + message + "/document").GET());
        assertThat(download.body()).hasSize(2_500_000);
        assertThat(download.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(
                        header -> assertThat(header).startsWith("attachment").contains("events.txt"));
    }

    @Test
    void refusalsCarryTheirStatus() throws Exception {
        assertThat(bot("sendMessage", "{\"chat_id\":5,\"text\":\"x\"}").toString())
                .isEqualTo("{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"}");
        assertThat(bot("sendMessage", "not json").path("error_code").asInt()).isEqualTo(400);
        assertThat(send(request("/bot1:wrong/getMe").GET()).statusCode()).isEqualTo(401);
        assertThat(send(request("/bot" + TOKEN + "/noSuch").GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void aLongPollIsServedByWhatAPersonTypes() throws Exception {
        CompletableFuture<HttpResponse<String>> poll = client.sendAsync(
                request("/bot" + TOKEN + "/getUpdates?timeout=30").GET().build(), HttpResponse.BodyHandlers.ofString());
        control("POST", "/chats/1001/text", "{\"text\":\"/start\"}");
        assertThat(poll.get(5, TimeUnit.SECONDS).body()).contains("\"text\":\"/start\"");
    }

    @Test
    void aPressGetsTheBotsAnswer() throws Exception {
        int message = bot(
                        "sendMessage",
                        "{\"chat_id\":1001,\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":"
                                + "[[{\"text\":\"Go\",\"callback_data\":\"go\"}]]}}")
                .path("result")
                .path("message_id")
                .asInt();
        CompletableFuture<HttpResponse<String>> press = client.sendAsync(
                json("POST", "/sandbox/chats/1001/press", "{\"message\":" + message + ",\"button\":\"go\"}"),
                HttpResponse.BodyHandlers.ofString());
        String id = bot("getUpdates", "{\"timeout\":10}")
                .path("result")
                .get(0)
                .path("callback_query")
                .path("id")
                .asText();
        bot("answerCallbackQuery", "{\"callback_query_id\":\"" + id + "\",\"text\":\"went\"}");
        JsonNode answer = SandboxFixture.read(press.get(5, TimeUnit.SECONDS).body());
        assertThat(answer.path("answered").asBoolean()).isTrue();
        assertThat(answer.path("text").asText()).isEqualTo("went");
    }

    @Test
    void aDroppedAnswerIsACutConnectionAfterTheWork() throws Exception {
        control("PUT", "/faults", "{\"dropRate\":1,\"methods\":[\"sendMessage\"]}");
        assertThatThrownBy(() -> bot("sendMessage", "{\"chat_id\":1001,\"text\":\"x\"}"))
                .isInstanceOf(IOException.class);
        control("PUT", "/faults", "{\"dropRate\":1,\"hangMs\":50,\"methods\":[\"sendMessage\"]}");
        assertThatThrownBy(() -> bot("sendMessage", "{\"chat_id\":1001,\"text\":\"y\"}"))
                .isInstanceOf(IOException.class);
        control("DELETE", "/faults", "");
        assertThat(control("GET", "/counters", "").path("messages").path("1001").asInt())
                .isEqualTo(2);
        assertThat(bot("getMe", "{}").path("ok").asBoolean()).isTrue();
    }

    @Test
    void latencyAndFailuresAreSwitchedOn() throws Exception {
        control("PUT", "/faults", "{\"latencyMs\":300}");
        long start = System.nanoTime();
        bot("getMe", "{}");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
        control("PUT", "/faults", "{\"errorRate\":1,\"errorStatus\":503}");
        HttpResponse<String> failed = send(request("/bot" + TOKEN + "/getMe").GET());
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(failed.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(control("PUT", "/faults", "{\"errorRate\":2}").path("error").asText())
                .isEqualTo("errorRate and dropRate must be between 0 and 1");
    }

    @Test
    void limitsAreSetOneByOne() throws Exception {
        control("PUT", "/limits", "{\"perChat\":\"unlimited\",\"perBot\":\"unlimited\"}");
        for (int i = 0; i < 50; i++) {
            assertThat(bot("sendMessage", "{\"chat_id\":1001,\"text\":\"x\"}")
                            .path("ok")
                            .asBoolean())
                    .isTrue();
        }
        control("PUT", "/limits", "{\"perChat\":\"1/s\",\"perChatBurst\":2}");
        control("POST", "/chats/1002/pause", "{\"seconds\":60}");
        assertThat(bot("sendMessage", "{\"chat_id\":1002,\"text\":\"x\"}")
                        .path("parameters")
                        .path("retry_after")
                        .asInt())
                .isEqualTo(60);
        assertThat(control("GET", "/limits", "").path("perGroup").asText()).isEqualTo("20/m");
        assertThat(control("PUT", "/limits", "{\"perChat\":\"fast\"}")
                        .path("error")
                        .asText())
                .contains("\"fast\" is neither");
    }

    @Test
    void peopleAreAddedInBulk() throws Exception {
        control(
                "POST",
                "/users",
                "[{\"id\":5001,\"name\":\"One\",\"phone\":\"+79160000001\",\"language\":\"en\"},"
                        + "{\"id\":5002,\"name\":\"Two\",\"phone\":\"+79160000002\"}]");
        control("POST", "/chats/5001/contact", "{}");
        control("POST", "/chats/5002/contact", "{\"phone\":\"8 916 000-00-02\",\"name\":\"Two\",\"user\":5002}");
        JsonNode updates = bot("getUpdates", "{}").path("result");
        assertThat(updates.findValuesAsText("phone_number")).containsExactly("+79160000001", "8 916 000-00-02");
        assertThat(control("POST", "/users", "[{\"id\":0,\"name\":\"x\",\"phone\":\"\"}]")
                        .path("error")
                        .asText())
                .isEqualTo("id: a person's id is above 0, not 0");
    }

    @Test
    void eventsArePushedIntoTheInbox() throws Exception {
        control("POST", "/events", "{\"status\":\"info\",\"title\":\"one\"}");
        control("POST", "/events", "[{\"title\":\"two\"},{\"title\":\"three\"}]");
        assertThat(sandbox.pushed())
                .containsExactly(
                        "{\"status\":\"info\",\"title\":\"one\"}", "{\"title\":\"two\"}", "{\"title\":\"three\"}");
    }

    @Test
    void theClockIsMovedForwardOnly() throws Exception {
        long before = control("GET", "/clock", "").path("offset").asLong();
        assertThat(control("POST", "/clock", "{\"forward\":\"PT5M\"}")
                        .path("offset")
                        .asLong())
                .isEqualTo(before + 300_000);
        for (String wrong : List.of("PT-5M", "PT0S", "P32D", "5 minutes")) {
            assertThat(control("POST", "/clock", "{\"forward\":\"" + wrong + "\"}")
                            .path("error")
                            .asText())
                    .isEqualTo("forward: \"" + wrong + "\" is no duration above zero and up to 31 days; right is, for"
                            + " instance, PT5M");
        }
        assertThat(control("GET", "/clock", "").path("offset").asLong()).isEqualTo(before + 300_000);
    }

    @Test
    void changesAreStreamed() throws Exception {
        HttpResponse<Stream<String>> changes =
                client.send(request("/sandbox/changes").GET().build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = changes.body()) {
            bot("sendMessage", "{\"chat_id\":1001,\"text\":\"seen\"}");
            assertThat(lines.filter(line -> line.contains("\"type\":\"message\""))
                            .findFirst())
                    .hasValueSatisfying(line -> assertThat(line).contains("seen"));
        }
    }

    @Test
    void waitersDoNotHoldUpTheEnd() throws Exception {
        StandaloneSandbox another = StandaloneSandbox.start();
        HttpResponse<Stream<String>> page = client.send(
                HttpRequest.newBuilder(URI.create(another.url() + "/sandbox/changes"))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        CompletableFuture<HttpResponse<String>> poll = poll(another);
        CompletableFuture<?> pollsAgain = poll.thenCompose(answer -> poll(another));
        await().until(() -> another.sandbox().bot().counters().calls().containsKey("getUpdates"));
        long start = System.nanoTime();
        another.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        // Tomcat takes a request whose answer it is about to write for ended, and may close its connection.
        assertThat(poll.handle((answer, closed) -> closed == null ? answer.body() : "closed")
                        .get(5, TimeUnit.SECONDS))
                .isIn("{\"ok\":true,\"result\":[]}", "closed");
        await().until(pollsAgain::isDone);
        page.body().close();
    }

    /** It ends in time also if another program has taken the port of a sandbox that has ended. */
    private CompletableFuture<HttpResponse<String>> poll(StandaloneSandbox sandbox) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(sandbox.url() + "/bot" + TOKEN + "/getUpdates?timeout=50"))
                        .timeout(Duration.ofSeconds(8))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatIsAcceptedIsRecorded() throws Exception {
        bot("sendMessage", "{\"chat_id\":1001,\"text\":\"<b>a</b>\",\"parse_mode\":\"HTML\"}");
        bot("sendMessage", "{\"chat_id\":1002,\"text\":\"b\",\"disable_notification\":true}");
        JsonNode journal = control("GET", "/journal?after=1", "");
        assertThat(journal).hasSize(1);
        assertThat(journal.get(0).path("chat").asLong()).isEqualTo(1002);
        assertThat(journal.get(0).path("silent").asBoolean()).isTrue();
        assertThat(control("GET", "/counters", "").path("accepted").asInt()).isEqualTo(2);
    }

    @Test
    void mistakesAreToldInASentence() throws Exception {
        assertThat(control("POST", "/chats/77/text", "{\"text\":\"x\"}")
                        .path("error")
                        .asText())
                .isEqualTo("no chat 77");
        assertThat(control("POST", "/chats/1001/key", "{\"label\":\"x\"}")
                        .path("error")
                        .asText())
                .isEqualTo("no key \"x\" is shown in this chat");
        assertThat(control("POST", "/chats/-2001/text", "{\"from\":77,\"text\":\"x\"}")
                        .path("error")
                        .asText())
                .isEqualTo("no person 77");
    }

    @Test
    void thePageIsAtTheRoot() throws Exception {
        assertThat(send(request("/").GET()).body()).contains("<title>Vestnik sandbox</title>");
    }

    @Test
    void anotherSiteCannotPostWithoutAsking() throws Exception {
        HttpResponse<String> answer = send(request("/sandbox/events")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(sandbox.pushed()).isEmpty();
    }

    private JsonNode bot(String method, String body) throws IOException, InterruptedException {
        return post("/bot" + TOKEN + "/" + method, "application/json", body);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return SandboxFixture.read(send(request(path).GET()).body());
    }

    private JsonNode post(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
        return SandboxFixture.read(send(request).body());
    }

    private JsonNode control(String method, String path, String body) throws IOException, InterruptedException {
        return SandboxFixture.read(
                client.send(json(method, "/sandbox" + path, body), HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private HttpRequest json(String method, String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
