package dev.vestnik.endtoend;

import static dev.vestnik.endtoend.WebhookDeployment.ANNA;
import static dev.vestnik.endtoend.WebhookDeployment.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed in the middle of a switch from polling to the webhook, and one in the middle of the switch back, so many
 * times; another instance ends the switch: {@code ./mvnw test -Dtest=WebhookKillIT -Dwebhook.kills=20}. {@link WebhookSwitchIT}
 * begins where such a process has left off.
 */
class WebhookKillIT {
    private static final int KILLS = Integer.getInteger("webhook.kills", 0);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int LATEST_MILLIS = 3_000;

    private final Random random = new Random(KILLS);

    @TempDir
    private Path folder;

    /** When the instance that switches is killed. */
    private enum Moment {
        /** Telegram has set or deleted the webhook, and its answer is on the way. */
        DONE,
        /** Telegram is asked, and answers with an error. */
        REFUSED,
        /** At any time after the other instance has ended. */
        ANY
    }

    @Test
    void anotherInstanceEndsTheSwitchAndNoUpdateIsLost() throws Exception {
        Assumptions.assumeTrue(KILLS > 0, "it takes minutes; run it by -Dtest=WebhookKillIT -Dwebhook.kills=20");
        try (WebhookDeployment deployment = new WebhookDeployment(folder)) {
            VestnikProcess victim = deployment.receivingProcess("victim-0");
            RunningVestnik holder = deployment.poller("holder");
            deployment.logIn();
            int before = deployment.people.texts(ANNA).size();
            List<String> due = new ArrayList<>();
            int repeated = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                boolean toWebhook = kill % 2 == 0;
                Moment moment = Moment.values()[kill / 2 % Moment.values().length];
                victim.awaitReady();
                due.addAll(deployment.says(5));
                patiently().until(() -> deployment.people.texts(ANNA).size() >= before + due.size());

                fault(deployment, moment, toWebhook ? "setWebhook" : "deleteWebhook");
                deployment.end(holder);
                due.addAll(deployment.says(5));
                await(deployment, moment, toWebhook);
                victim.kill();
                deployment.people.noFaults();

                if (kill + 1 < KILLS) {
                    String name = "victim-" + (kill + 1);
                    victim = toWebhook ? deployment.pollingProcess(name) : deployment.receivingProcess(name);
                }
                String next = "holder-" + kill;
                holder = toWebhook ? deployment.receiver(next) : deployment.poller(next);
                due.addAll(deployment.says(5));
                patiently()
                        .until(() -> toWebhook
                                != deployment.webhook().path("url").asText().isEmpty());
                repeated = requireAll(deployment, before, due);
            }
            System.out.printf(
                    "%d kill -9 while switching, %d commands: 0 lost, %d answered twice%n",
                    KILLS, due.size(), repeated);
            assertThat(holder.redis().xlen(holder.keys().updates() + ":dead")).isZero();
        }
    }

    private static void fault(WebhookDeployment deployment, Moment moment, String method) {
        switch (moment) {
            case DONE -> deployment.people.faults(Map.of("latencyMs", LONG.toMillis(), "methods", List.of(method)));
            case REFUSED -> deployment.people.faults(Map.of("errorRate", 1, "methods", List.of(method)));
            case ANY -> {}
        }
    }

    private void await(WebhookDeployment deployment, Moment moment, boolean toWebhook) {
        switch (moment) {
            case DONE ->
                patiently()
                        .until(() -> toWebhook
                                != deployment.webhook().path("url").asText().isEmpty());
            case REFUSED -> {
                int refusals = refusals(deployment);
                patiently().until(() -> refusals(deployment) > refusals);
            }
            case ANY -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_MILLIS)));
        }
    }

    private static int refusals(WebhookDeployment deployment) {
        return deployment.people.counters().path("refusals").path("502").asInt();
    }

    /** In order; an update that was in work on a killed instance may be answered twice. Returns how many were. */
    private static int requireAll(WebhookDeployment deployment, int before, List<String> due) {
        List<String> answers = new ArrayList<>();
        int[] repeated = {0};
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    answers.clear();
                    repeated[0] = 0;
                    for (String text :
                            deployment.people.texts(ANNA).stream().skip(before).toList()) {
                        if (!answers.isEmpty()
                                && answers.get(answers.size() - 1).equals(text)) {
                            repeated[0]++;
                        } else {
                            answers.add(text);
                        }
                    }
                    assertThat(answers).containsExactlyElementsOf(due);
                });
        return repeated[0];
    }
}
