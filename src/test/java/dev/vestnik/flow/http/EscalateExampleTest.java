package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.testing.RedisExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of the documentation: the last step of an escalation calls a webhook. */
class EscalateExampleTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\\n(- route:\\n    id: escalated\\n.*?)```");

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private String url;

    /** The first call fails. */
    @BeforeEach
    void startWebhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/call", exchange -> {
            calls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(calls.size() == 1 ? 500 : 204, -1);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/call";
    }

    @AfterEach
    void stopWebhook() {
        server.stop(0);
    }

    @Test
    void theExampleCallsTheWebhookAgainUntilItSucceeds() throws Exception {
        String example = EXAMPLE.matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/operations.md shows direct:escalate"));
        assertThat(example).contains("https://switchboard.example.org/call");
        Map<String, String> step = Map.of(
                "key", "core-7/if-3",
                "number", "12",
                "status", "critical",
                "title", "Trunk \"M-5\" down, ${exception}",
                "area", "north",
                "opened", "2026-11-23T10:00:00Z",
                "step", "4");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            RedisStreamsComponent streams = new RedisStreamsComponent();
            streams.getConfiguration().setRedisUri(REDIS.url());
            streams.getConfiguration().setKeyPrefix(REDIS.keys().prefix());
            camel.addComponent("redis-streams", streams);
            camel.getRegistry().bind("webhook", new Webhook());
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.fromString(
                            "escalate.camel.yaml", example.replace("https://switchboard.example.org/call", url)));
            camel.start();

            REDIS.commands().xadd(REDIS.keys().escalated(), step);

            await().atMost(Duration.ofSeconds(20)).until(() -> calls.size() >= 2);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> REDIS.commands()
                                    .xpending(REDIS.keys().escalated(), "escalate")
                                    .getCount()
                            == 0);
        }
        List<JsonNode> bodies = calls.stream().map(EscalateExampleTest::json).toList();
        assertThat(bodies).hasSize(2).allMatch(body -> body.equals(new ObjectMapper().valueToTree(step)));
    }

    @Test
    void aFailureDoesNotNameTheUrl() {
        assertThatThrownBy(() -> new Webhook().post(url, Map.of())).hasMessage("The webhook answered 500");
        assertThatThrownBy(() -> new Webhook().post("secret of mine", Map.of()))
                .hasMessage("The URL of the webhook is not an http or https URL")
                .hasNoCause();
        server.stop(0);
        assertThatThrownBy(() -> new Webhook().post(url + "?secret", Map.of()))
                .hasMessage("The webhook did not answer: ConnectException")
                .hasNoCause();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException broken) {
            throw new AssertionError(text, broken);
        }
    }
}
