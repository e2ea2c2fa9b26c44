package dev.vestnik.ops.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.telegram.AsyncTelegramComponent;
import dev.vestnik.component.telegram.PollLease;
import dev.vestnik.testing.RecordingServer;
import dev.vestnik.testing.RecordingServer.Answer;
import dev.vestnik.testing.Samples;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class WebhookRegistrationTest {
    private static final String URL = "https://bot.example.org/telegram";
    private static final String SET =
            "\"url\":\"" + URL + "\",\"max_connections\":40,\"allowed_updates\":[\"message\"]";

    private final RecordingServer telegram = new RecordingServer(info(SET + ",\"pending_update_count\":0"));
    private final AsyncTelegramComponent component = new AsyncTelegramComponent(new DefaultCamelContext());
    private final StateRepository<String, String> states = new MemoryStateRepository();
    private final AtomicBoolean lease = new AtomicBoolean(true);

    WebhookRegistrationTest() {
        component.setAuthorizationToken("4242:token");
        component.setBaseUri(telegram.url());
    }

    @AfterEach
    void close() {
        component.stop();
        telegram.close();
    }

    @Test
    void theWebhookIsSetIfTelegramHasAnotherOneOrTheSecretHasChanged() {
        telegram.next(info("\"url\":\"\""));
        telegram.next(new Answer(200, "{\"ok\":true,\"result\":true}"));
        registration("secret").keep();
        assertThat(calls()).containsExactly("getWebhookInfo", "setWebhook", "getWebhookInfo");
        assertThat(telegram.requests().get(1).body())
                .contains("\"secret_token\":\"secret\"", "\"max_connections\":40", "\"allowed_updates\":[\"message\"]")
                .doesNotContain("drop_pending_updates");

        registration("secret").keep();
        assertThat(calls()).as("a restart with the same settings").hasSize(4).endsWith("getWebhookInfo");

        telegram.next(info(SET));
        telegram.next(new Answer(200, "{\"ok\":true,\"result\":true}"));
        registration("other").keep();
        assertThat(calls()).hasSize(7).contains("setWebhook");
        assertThat(states.getState("telegram-webhook")).doesNotContain("other");
    }

    @Test
    void withoutTheLeaseTelegramIsNotAsked() {
        lease.set(false);
        WebhookRegistration registration = registration("secret");

        registration.keep();

        assertThat(calls()).isEmpty();
        assertThat(health(registration).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void theHealthSaysWhatTelegramSays() {
        long now = Samples.CLOCK.instant().getEpochSecond();
        states.setState("telegram-webhook", new WebhookTarget(URL, "secret", List.of()).fingerprint());
        telegram.next(info(SET + ",\"pending_update_count\":3,\"last_error_date\":" + (now - 60)
                + ",\"last_error_message\":\"Wrong response from the webhook: 401 Unauthorized\""));
        WebhookRegistration failing = registration("secret");
        failing.keep();
        assertThat(health(failing).getStatus()).isEqualTo(Status.DOWN);
        assertThat(health(failing).getDetails())
                .containsEntry("pendingUpdates", 3)
                .containsEntry("lastError", "Wrong response from the webhook: 401 Unauthorized");

        telegram.next(info(SET + ",\"pending_update_count\":3,\"last_error_date\":" + (now - 600)
                + ",\"last_error_message\":\"old\""));
        WebhookRegistration late = registration("secret");
        late.keep();
        assertThat(health(late).getStatus()).isEqualTo(Status.UP);

        telegram.next(
                new Answer(400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: bad webhook\"}"));
        WebhookRegistration refused = registration("secret");
        refused.keep();
        assertThat(health(refused).getStatus()).isEqualTo(Status.DOWN);
        assertThat(health(refused).getDetails().get("what")).asString().contains("bad webhook");
    }

    private Health health(WebhookRegistration registration) {
        return new WebhookHealth(registration::status, Samples.CLOCK).health();
    }

    private WebhookRegistration registration(String secret) {
        PollLease held = new PollLease() {
            @Override
            public boolean hold() {
                return lease.get();
            }

            @Override
            public void release() {}
        };
        return new WebhookRegistration(
                component::botApi, held, states, new WebhookTarget(URL, secret, List.of("message")));
    }

    private List<String> calls() {
        return telegram.requests().stream()
                .map(request -> request.path().substring(request.path().lastIndexOf('/') + 1))
                .toList();
    }

    private static Answer info(String fields) {
        return new Answer(200, "{\"ok\":true,\"result\":{" + fields + "}}");
    }
}
