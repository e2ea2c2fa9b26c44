package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.TraceReceiver;
import dev.vestnik.testing.TraceReceiver.Received;
import dev.vestnik.user.HashedChat;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one given Redis: one takes events and talks with people, the other dispatches and delivers. */
class SeveralInstancesIT {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long ANNA = 1001;

    @TempDir
    static Path folder;

    private static final String TOKEN = "token-of-monitor";
    private static RunningVestnik front;
    private static RunningVestnik consumer;
    private static TraceReceiver traces;

    @BeforeAll
    static void start() throws Exception {
        Path files = Files.createDirectories(folder.resolve("directory"));
        RunningVestnik.directory(
                files,
                List.of("+70000000001,Анна Орлова,north,operator,ru,"),
                List.of("north,Север"),
                List.of("10.1.0.0/16,north"));
        traces = new TraceReceiver();
        front = RunningVestnik.start(
                folder,
                "vestnik.redis.url=" + REDIS.url(),
                "vestnik.roles=bot,producer",
                "vestnik.consumer-name=front",
                "vestnik.directory.folder=" + files,
                "vestnik.directory.interval=200",
                "vestnik.tracing.endpoint=" + traces.url(),
                "VESTNIK_HTTP_TOKENS=monitor:" + TOKEN);
        consumer = RunningVestnik.start(
                folder,
                "vestnik.redis.url=" + REDIS.url(),
                "vestnik.roles=consumer",
                "vestnik.consumer-name=consumer",
                "vestnik.tracing.endpoint=" + traces.url());
    }

    @AfterAll
    static void stop() {
        if (consumer != null) {
            consumer.close();
        }
        if (front != null) {
            front.close();
        }
        traces.close();
    }

    @Test
    void anEventThatOneTakesIsDeliveredByTheOther() {
        onDuty();
        SandboxClient people = front.sandbox();

        front.redis()
                .rpush(front.keys().inbox(), "{\"status\":\"critical\",\"title\":\"Link down\",\"ip\":\"10.1.2.3\"}");

        patiently()
                .untilAsserted(
                        () -> assertThat(people.texts(ANNA)).last().asString().contains("Link down"));
    }

    @Test
    void anEventIsOneTraceFromItsSenderToTelegramAcrossInstances() throws Exception {
        onDuty();
        String sender = "4bf92f3577b34da6a3ce929d0e0e4736";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + "/events"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + sender + "-00f067aa0ba902b7-01")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"id\":\"traced\",\"key\":\"line +79160000000\",\"status\":\"critical\",\"title\":\"Traced\",\"ip\":\"10.1.2.3\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(202);

        Received accept = span("accept", any -> any.trace().equals(sender));
        Received dispatch = span("dispatch", any -> any.parent().equals(accept.id()));
        Received deliver = span("deliver", any -> any.parent().equals(dispatch.id()));
        Received telegram = span("telegram", any -> any.parent().equals(deliver.id()));

        assertThat(accept.parent()).isEqualTo("00f067aa0ba902b7");
        assertThat(accept.instance()).isEqualTo("front");
        assertThat(List.of(dispatch, deliver, telegram)).allSatisfy(span -> {
            assertThat(span.trace()).isEqualTo(sender);
            assertThat(span.instance()).isEqualTo("consumer");
        });
        assertThat(deliver.span().toString())
                .contains("vestnik.event", "traced", "vestnik.incident", "string_value: \"line ")
                .doesNotContain(Long.toString(ANNA), HashedChat.of(ANNA));
        assertThat(traces.spans().toString()).doesNotContain("Traced", "9160000000", "7000000000");
    }

    @Test
    void aMessageOfSeveralEventsHasLinksToTheirTraces() {
        onDuty();
        front.sandbox().pause(ANNA, 2);
        for (String title : List.of("First", "Second", "Third")) {
            front.sandbox()
                    .push(List.of(Map.of("status", "warning", "title", title, "ip", "10.1.2.3", "key", "k-" + title)));
        }

        Received digest = span("deliver", any -> !any.linked().isEmpty());
        assertThat(digest.linked()).doesNotContain(digest.trace()).allSatisfy(trace -> assertThat(traces.spans())
                .anyMatch(span -> span.trace().equals(trace) && span.name().equals("inbox"))
                .anyMatch(span -> span.trace().equals(trace) && span.name().equals("dispatch")));
    }

    private static Received span(String name, Predicate<Received> wanted) {
        AtomicReference<Received> found = new AtomicReference<>();
        patiently().until(() -> {
            Stream.of(front, consumer)
                    .forEach(instance -> instance.bean(SdkTracerProvider.class).forceFlush());
            traces.spans().stream()
                    .filter(span -> span.name().equals(name) && wanted.test(span))
                    .findFirst()
                    .ifPresent(found::set);
            return found.get() != null;
        });
        return found.get();
    }

    private static void onDuty() {
        SandboxClient people = front.sandbox();
        people.say(ANNA, "/start");
        people.shareOwnContact(ANNA);
        people.say(ANNA, "/poolon");
        patiently().until(() -> people.texts(ANNA).stream().anyMatch(text -> text.contains("заступили")));
    }

    @Test
    void aDirectoryThatOnePutsInForceIsInForceAtTheOther() throws Exception {
        DirectoryService there = consumer.bean(DirectoryService.class);
        patiently().until(() -> there.current().areaName("north").isPresent());

        Files.writeString(folder.resolve("directory").resolve("areas.csv"), "area,name\nnorth,Север\nfar,Far\n");

        patiently().until(() -> there.current().areaName("far").isPresent());
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
