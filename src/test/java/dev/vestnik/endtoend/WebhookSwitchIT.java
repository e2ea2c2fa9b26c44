package dev.vestnik.endtoend;

import static dev.vestnik.endtoend.WebhookDeployment.ANNA;
import static dev.vestnik.endtoend.WebhookDeployment.PATH;
import static dev.vestnik.endtoend.WebhookDeployment.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From polling to the webhook and back, instance by instance, while people write. */
class WebhookSwitchIT {
    @TempDir
    private Path folder;

    @Test
    void whatAKilledProcessHasBegunIsEndedByAnother() throws Exception {
        try (WebhookDeployment deployment = new WebhookDeployment(folder)) {
            RunningVestnik poller = deployment.poller("poller");
            deployment.logIn();
            int before = deployment.people.texts(ANNA).size();
            RunningVestnik receiver = deployment.receiver("receiver");

            // Another secret than that of the receiver, which has to set it again.
            deployment.diesAfter(poller, "setWebhook", Map.of("url", deployment.proxy.url(PATH), "secret_token", "x"));
            deployment.end(poller);
            List<String> due = new ArrayList<>(deployment.says(10));
            patiently().untilAsserted(() -> assertThat(deployment.people.texts(ANNA))
                    .hasSize(before + due.size()));

            RunningVestnik next = deployment.poller("next");
            deployment.diesAfter(receiver, "deleteWebhook", Map.of());
            due.addAll(deployment.says(10));
            deployment.end(receiver);
            patiently().untilAsserted(() -> assertThat(
                            deployment.people.texts(ANNA).stream().skip(before))
                    .containsExactlyElementsOf(due));
            assertThat(deployment.webhook().path("url").asText()).isEmpty();
            assertThat(next.redis().xlen(next.keys().updates() + ":dead")).isZero();
        }
    }

    @Test
    void noUpdateIsLostAndNoneActsTwice() throws Exception {
        try (WebhookDeployment deployment = new WebhookDeployment(folder)) {
            RunningVestnik poller = deployment.poller("poller");
            deployment.logIn();
            int before = deployment.people.texts(ANNA).size();
            RunningVestnik receiver = deployment.receiver("receiver");
            assertThat(deployment.webhook().path("url").asText())
                    .as("the instance that polls goes on")
                    .isEmpty();
            List<String> due = new ArrayList<>(deployment.says(25));

            deployment.end(poller);
            due.addAll(deployment.says(5));
            patiently().until(() -> !deployment.webhook().path("url").asText().isEmpty());
            due.addAll(deployment.says(5));
            patiently().untilAsserted(() -> assertThat(deployment.people.texts(ANNA))
                    .hasSize(before + due.size()));

            RunningVestnik next = deployment.poller("next");
            assertThat(deployment.webhook().path("url").asText())
                    .as("the instance with the webhook goes on")
                    .isNotEmpty();
            due.addAll(deployment.says(25));
            deployment.end(receiver);
            due.addAll(deployment.says(5));
            patiently().until(() -> deployment.webhook().path("url").asText().isEmpty());
            due.addAll(deployment.says(5));

            Awaitility.await()
                    .during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    deployment.people.texts(ANNA).stream().skip(before))
                            .containsExactlyElementsOf(due));
            assertThat(next.redis().xlen(next.keys().updates() + ":dead")).isZero();
        }
    }
}
