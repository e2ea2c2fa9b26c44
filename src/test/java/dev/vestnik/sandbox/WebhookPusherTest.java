package dev.vestnik.sandbox;

import static dev.vestnik.sandbox.SandboxFixture.ANNA;
import static dev.vestnik.sandbox.SandboxFixture.BORIS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.protocol.SandboxJson;
import dev.vestnik.testing.RecordingServer;
import dev.vestnik.testing.RecordingServer.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookPusherTest {
    private final SandboxFixture fixture = new SandboxFixture();
    private final RecordingServer hook = new RecordingServer(new Answer(200, ""));

    @AfterEach
    void close() {
        fixture.call("deleteWebhook", SandboxJson.object());
        hook.close();
    }

    @Test
    void whatWaitsAndWhatComesIsPostedWithTheSecret() {
        fixture.people.text(ANNA, ANNA, "waits");
        set(SandboxJson.object().put("secret_token", "s-1"));
        fixture.people.text(ANNA, ANNA, "comes");

        Awaitility.await().untilAsserted(() -> assertThat(pending()).isZero());
        assertThat(hook.requests())
                .extracting(request -> SandboxJson.MAPPER
                        .readTree(request.body())
                        .at("/message/text")
                        .asText())
                .containsExactly("waits", "comes");
        assertThat(hook.requests()).allSatisfy(request -> {
            assertThat(request.headers().getFirst("X-Telegram-Bot-Api-Secret-Token"))
                    .isEqualTo("s-1");
            assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
        });
    }

    @Test
    void anUpdateIsPostedAgainAfterAFailureAndThoseOfItsChatWait() {
        hook.next(new Answer(503, ""));
        hook.next(new Answer(503, ""));
        set(SandboxJson.object().put("max_connections", 1));
        fixture.people.text(ANNA, ANNA, "first");
        fixture.people.text(ANNA, ANNA, "second");

        Awaitility.await().until(() -> hook.requests().size() == 2);
        fixture.people.text(BORIS, BORIS, "other chat");
        Awaitility.await().until(() -> hook.requests().size() == 3);
        JsonNode info = fixture.call("getWebhookInfo", SandboxJson.object()).path("result");
        assertThat(info.path("last_error_message").asText()).isEqualTo("Wrong response from the webhook: 503");
        assertThat(info.path("last_error_date").asLong()).isPositive();
        Awaitility.await().untilAsserted(() -> assertThat(pending()).isZero());
        assertThat(hook.requests())
                .extracting(request -> SandboxJson.MAPPER
                        .readTree(request.body())
                        .at("/message/text")
                        .asText())
                .containsExactly("first", "first", "other chat", "first", "second");
    }

    @Test
    void whatIsNotDeliveredIsPolledAfterTheWebhookIsDeleted() {
        hook.close();
        set(SandboxJson.object());
        fixture.people.text(ANNA, ANNA, "kept");
        fixture.call("deleteWebhook", SandboxJson.object());

        assertThat(fixture.updates(0)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org/hook, '', bad webhook: An HTTPS URL must be provided for webhook",
        "https://example.org:9000/hook, '', 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'",
        "https://example.org/hook, no blank, secret token contains unallowed characters"
    })
    void whatTelegramRefusesIsRefused(String url, String secret, String reason) {
        JsonNode answer =
                fixture.call("setWebhook", SandboxJson.object().put("url", url).put("secret_token", secret));

        assertThat(answer.path("description").asText()).isEqualTo("Bad Request: " + reason);
    }

    private void set(ObjectNode more) {
        JsonNode answer = fixture.call("setWebhook", more.put("url", hook.url() + "/hook"));
        assertThat(answer.path("ok").asBoolean()).isTrue();
    }

    private int pending() {
        return fixture.call("getWebhookInfo", SandboxJson.object())
                .at("/result/pending_update_count")
                .asInt();
    }
}
