package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.ops.health.InstanceFilesHealth;
import dev.vestnik.ops.health.ReadinessHealth;
import dev.vestnik.start.reload.RouteReload;
import dev.vestnik.testing.RedisExtension;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** Two instances with route files of their own. */
class InstanceFilesIT {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    static Path folder;

    private static RunningVestnik front;
    private static RunningVestnik consumer;

    @BeforeAll
    static void start() throws IOException {
        front = start("front", "bot,producer");
        consumer = start("consumer", "consumer");
    }

    private static RunningVestnik start(String instance, String roles) throws IOException {
        return RunningVestnik.start(
                folder,
                "vestnik.redis.url=" + REDIS.url(),
                withRoutesOf(instance),
                "vestnik.roles=" + roles,
                "vestnik.consumer-name=" + instance);
    }

    @AfterAll
    static void stop() {
        consumer.close();
        front.close();
    }

    @Test
    void aDifferenceOfTheirRouteFilesIsNamed() throws Exception {
        route("front", "one");
        patiently().until(() -> front.bean(RouteReload.class).lastChange() != null);
        route("consumer", "another");
        patiently().untilAsserted(() -> assertThat(health().toString()).contains("front-", "local/same.camel.yaml"));
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(consumer.bean(ReadinessHealth.class).health().getStatus()).isEqualTo(Status.UP);
        assertThat(consumer.bean(MeterRegistry.class)
                        .get("vestnik.route.files.different")
                        .tag("file", "local/same.camel.yaml")
                        .gauge()
                        .value())
                .isEqualTo(1);

        route("consumer", "one");

        patiently().until(() -> health().getStatus().equals(Status.UP));
        assertThat(consumer.bean(MeterRegistry.class)
                        .find("vestnik.route.files.different")
                        .tag("file", "local/same.camel.yaml")
                        .gauges())
                .isEmpty();
    }

    private static Health health() {
        return consumer.bean(InstanceFilesHealth.class).health();
    }

    private static void route(String instance, String answer) throws IOException {
        Files.writeString(local(instance).resolve("same.camel.yaml"), """
                - route:
                    id: same
                    from:
                      uri: direct:same
                      steps:
                        - setBody: {id: same-answer, constant: ANSWER}
                """.replace("ANSWER", answer));
    }

    private static Path local(String instance) throws IOException {
        return Files.createDirectories(folder.resolve(instance).resolve("local"));
    }

    private static String withRoutesOf(String instance) throws IOException {
        return "camel.main.routes-include-pattern=file:routes/*.camel.yaml,file:routes/sources/*.camel.yaml,file:"
                + local(instance) + "/*.camel.yaml";
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
