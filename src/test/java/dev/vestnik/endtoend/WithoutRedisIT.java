package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Consumer;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process: what dead consumers left, Redis gone and back, and SIGTERM while it is gone. */
class WithoutRedisIT {
    private static final String GROUP = "dispatch";
    private static final int EVENTS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STILL = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @Test
    void takesOverFromTheDeadStandsStillWithoutRedisAndEndsInOrder() throws Exception {
        try (Deployment deployment = new Deployment(
                folder, 1, Map.of("VESTNIK_DELIVERY_PER_CHAT", "2/s", "VESTNIK_DELIVERY_MERGE", "false"))) {
            leaveDeadConsumers(deployment.redis());

            VestnikProcess process = deployment.start("alone", "FLUSH_CONSUMERS", "true");

            Awaitility.await("what the dead had pending comes first")
                    .atMost(PATIENCE)
                    .until(() -> History.of(deployment.sandbox(), 0).complete(deployment.chats(), 3));
            assertThat(deployment.redis().xinfoConsumers(Deployment.KEYS.events(), GROUP))
                    .as("the dead are removed")
                    .singleElement()
                    .asString()
                    .contains("alone");
            assertThat(ready(process)).startsWith("200 ");

            deployment.stopRedis();

            long begun = System.nanoTime();
            Awaitility.await("readiness says so")
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(ready(process)).startsWith("503 ").contains("redis-away", "nothing is taken"));
            System.out.printf(
                    "Redis gone: readiness says so after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            standsStill(deployment);

            deployment.startRedis();

            Awaitility.await("ready again").atMost(PATIENCE).untilAsserted(() -> assertThat(ready(process))
                    .startsWith("200 "));
            Awaitility.await("goes on").atMost(PATIENCE).until(() -> History.of(deployment.sandbox(), 0)
                    .complete(deployment.chats(), 10));

            deployment.stopRedis();
            begun = System.nanoTime();
            process.terminate();

            assertThat(process.awaitEnd()).as("exit code").isZero();
            Duration stop = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf("SIGTERM without Redis: ended after %d ms%n", stop.toMillis());
            assertThat(stop).isLessThan(Duration.ofSeconds(8));
            assertThat(process.output().lines().filter(line -> line.startsWith("\tat ")))
                    .as("no stack traces for a Redis that is away")
                    .isEmpty();
        }
    }

    /** Two dead consumers, one of which had the first two events. */
    private static void leaveDeadConsumers(RedisCommands<String, String> redis) {
        String events = Deployment.KEYS.events();
        for (int i = 0; i < EVENTS; i++) {
            redis.xadd(
                    events,
                    Map.of(
                            "body",
                            "{\"status\":\"critical\",\"title\":\"%s down\",\"ip\":\"10.1.2.3\",\"key\":\"key-%d\"}"
                                    .formatted(History.title(i), i)));
        }
        redis.xgroupCreate(StreamOffset.from(events, "0"), GROUP, XGroupCreateArgs.Builder.mkstream());
        redis.xreadgroup(Consumer.from(GROUP, "dead-1"), XReadArgs.Builder.count(2), StreamOffset.lastConsumed(events));
        redis.xgroupCreateconsumer(events, Consumer.from(GROUP, "dead-2"));
    }

    /** What was in flight may still arrive; after that nothing does, though more waits and the pace allows it. */
    private static void standsStill(Deployment deployment) {
        AtomicLong last = new AtomicLong(-1);
        AtomicLong since = new AtomicLong();
        Awaitility.await("nothing is sent any more").atMost(PATIENCE).until(() -> {
            long now = deployment.sandbox().counters().path("accepted").asLong();
            if (last.getAndSet(now) != now) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > STILL.toNanos();
        });
        assertThat(History.of(deployment.sandbox(), 0).complete(deployment.chats(), EVENTS))
                .as("more waited")
                .isFalse();
    }

    private static String ready(VestnikProcess process) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + process.managementPort() + "/observe/health/ready"))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                Deployment.ADMIN.getBytes(StandardCharsets.UTF_8)))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }
}
