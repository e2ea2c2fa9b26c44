package dev.vestnik.endtoend;

import static dev.vestnik.endtoend.WebhookDeployment.ANNA;
import static dev.vestnik.endtoend.WebhookDeployment.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.telegram.TelegramWebhook;
import dev.vestnik.sandbox.StandaloneSandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances behind one address, to which Telegram posts updates. */
class WebhookIT {
    private static final String SECRET = TelegramWebhook.secretOf(StandaloneSandbox.TOKEN);
    private static final String JSON = "application/json";

    @TempDir
    static Path folder;

    private static WebhookDeployment deployment;
    private static RunningVestnik one;
    private static RunningVestnik other;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        deployment = new WebhookDeployment(folder);
        one = deployment.receiver("one");
        other = deployment.receiver("other");
        deployment.logIn();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void bothTakeUpdatesAndThoseOfOneChatAreAnsweredInOrder() {
        int before = deployment.people.texts(ANNA).size();

        List<String> due = deployment.says(40);

        awaitAnswers(before, due);
        assertThat(deployment.proxy.passed())
                .extracting(RoundRobinProxy.Passed::port)
                .contains(one.port(), other.port());
        assertThat(deployment.people.counters().at("/calls/getUpdates").asInt()).isZero();
        assertThat(deployment.webhook().path("max_connections").asInt()).isEqualTo(40);
        assertThat(deployment.webhook().path("allowed_updates").toString())
                .contains("callback_query", "my_chat_member");
    }

    @Test
    void onlyTelegramMayPostAnUpdate() throws Exception {
        int before = deployment.people.texts(ANNA).size();

        assertThat(post(one, null, JSON, update(1))).isEqualTo(401);
        assertThat(post(one, "guessed", JSON, update(1))).isEqualTo(401);
        assertThat(post(one, SECRET, "text/plain", update(1))).isEqualTo(415);
        assertThat(post(one, SECRET, JSON, " ".repeat(1024 * 1024) + update(1))).isEqualTo(413);
        assertThat(post(one, SECRET, JSON, "{\"update_id\":")).isEqualTo(400);

        assertThat(post(one, SECRET, JSON, update(2))).isEqualTo(200);
        patiently().until(() -> deployment.people.texts(ANNA).size() > before);
        assertThat(deployment.people.texts(ANNA)).as("update 2 alone").hasSize(before + 1);
    }

    @Test
    void anUpdateThatComesSeveralTimesToBothActsOnce() {
        int before = deployment.people.texts(ANNA).size();

        List<CompletableFuture<Integer>> answers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> post(i % 2 == 0 ? one : other, SECRET, JSON, update(10 + i / 4))))
                .toList();

        assertThat(answers).extracting(CompletableFuture::join).containsOnly(200);
        patiently().until(() -> deployment.people.texts(ANNA).size() >= before + 5);
        awaitAnswers(before, List.of("", "", "", "", ""));
    }

    @Test
    void whileRedisIsAwayTelegramIsToldToSendItAgain() {
        int before = deployment.people.texts(ANNA).size();
        int passed = deployment.proxy.passed().size();
        deployment.redis.stop();

        List<String> due;
        try {
            due = new ArrayList<>(deployment.says(3));
            patiently()
                    .until(() ->
                            deployment.proxy.passed().stream().skip(passed).anyMatch(answer -> answer.status() == 503));
        } finally {
            deployment.redis.start();
        }

        awaitAnswers(before, due);
        assertThat(deployment.proxy.passed().stream().skip(passed))
                .extracting(RoundRobinProxy.Passed::status)
                .containsOnly(200, 503);
        assertThat(deployment.webhook().path("last_error_message").asText()).contains("503");
    }

    /** The answers are these, and for a while no more come. An empty text stands for any. */
    private static void awaitAnswers(int before, List<String> due) {
        patiently().until(() -> deployment.people.texts(ANNA).size() >= before + due.size());
        patiently()
                .until(() -> deployment.webhook().path("pending_update_count").asInt() == 0);
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(2))
                .until(() -> deployment.people.texts(ANNA).size() == before + due.size());
        List<String> texts = deployment.people.texts(ANNA).subList(before, before + due.size());
        for (int i = 0; i < due.size(); i++) {
            assertThat(texts.get(i)).as("answer %s", i).contains(due.get(i));
        }
    }

    /** Anna asks who is on duty. */
    private static String update(int id) {
        return "{\"update_id\":%d,\"message\":{\"message_id\":%d,\"date\":%d,\"from\":{\"id\":%d,\"is_bot\":false,\"first_name\":\"A\"},"
                        .formatted(id, id, System.currentTimeMillis() / 1000, ANNA)
                + "\"chat\":{\"id\":%d,\"type\":\"private\"},\"text\":\"/who\"}}".formatted(ANNA);
    }

    private int post(RunningVestnik instance, @Nullable String secret, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + instance.port() + WebhookDeployment.PATH))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (secret != null) {
            request.header(RoundRobinProxy.SECRET, secret);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }
}
