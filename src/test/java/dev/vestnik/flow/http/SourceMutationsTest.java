package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.JsltException;
import dev.vestnik.event.RejectedException;
import dev.vestnik.ops.source.SourceMeters;
import dev.vestnik.source.ExpectedSources;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.BodyMutations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/**
 * Whatever a body of a webhook is, or a message of another sender, its events are accepted, or it is refused with a
 * reason; dispatch reads the same events from the stream, and nothing stays in memory. {@code -Dsources.mutations=1000000}
 * tries so many, and {@code -Dsources.mutations.seed=…} others.
 */
class SourceMutationsTest {
    private static final int MANY = Integer.getInteger("sources.mutations", 10_000);
    private static final long SEED = Long.getLong("sources.mutations.seed", 18);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final WebhookSteps steps = new WebhookSteps(
            Mapping.READER,
            new ExpectedSources(Map.of(), mock(), new Keys("test"), Clock.systemUTC()),
            new SourceMeters(new SimpleMeterRegistry()),
            Clock.fixed(Mapping.NOW, ZoneOffset.UTC));
    private final Map<String, Integer> answers = new TreeMap<>();

    @Test
    void everyBodyIsAcceptedOrRefusedWithAReason() throws IOException {
        List<Map.Entry<Path, String>> bodies = List.copyOf(Mapping.payloads().entrySet());
        Map<String, Mapping> mappings = new HashMap<>();
        BodyMutations mutations = new BodyMutations(SEED);
        MutatedMessages messages = new MutatedMessages(camel);
        long heap = 0;

        for (int i = 0; i < MANY; i++) {
            if (i == MANY / 10) {
                heap = heap();
            }
            if (i % 2 == 1) {
                message(messages, mutations, i / 2);
                continue;
            }
            Map.Entry<Path, String> body = bodies.get(i / 2 % bodies.size());
            String source = body.getKey().getParent().getFileName().toString();
            byte[] sent = mutations.of(body.getValue());
            try {
                answer(mappings.computeIfAbsent(source, Mapping::new), source, sent, i);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                fail("Body " + i + " of " + source + shown(sent), e);
            }
        }

        System.out.println(MANY + " bodies, seed " + SEED + ": " + answers);
        assertThat(answers.keySet()).contains("accepted", "not_json", "refused_by_mapping", "missing");
        long grown = (heap() - heap) / 1_048_576;
        System.out.println("The heap has grown by " + grown + " MiB after the first tenth of them");
        assertThat(grown).isLessThan(32);
    }

    private void message(MutatedMessages messages, BodyMutations mutations, int n) {
        byte[] sent = messages.message(n, mutations);
        try {
            messages.send(n, sent).forEach(answer -> answers.merge(messages.name(n) + ": " + answer, 1, Integer::sum));
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            fail(messages.name(n) + " " + n + shown(sent), e);
        }
    }

    private static String shown(byte[] sent) {
        return ", seed " + SEED + ": " + new String(sent, StandardCharsets.UTF_8);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void answer(Mapping mapping, String source, byte[] body, int i) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(SourceRequestFilter.SENDER, source);
        exchange.getMessage().setHeader("Content-Type", i % 31 == 0 ? "text/plain" : "application/json");
        if (source.equals("cloudevents") && i % 3 == 0) {
            Map.of("Ce-Specversion", "1.0", "ce-id", "1", "ce-type", "t", "ce-source", "s")
                    .forEach(exchange.getMessage()::setHeader);
        }
        try {
            steps.readRequest(exchange);
            exchange.getMessage()
                    .setBody(mapping.apply(exchange.getMessage().getBody(String.class), headers(exchange)));
            steps.readEvents(exchange);
        } catch (RejectedException | JsltException | IOException e) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, e);
            steps.answerUnreadable(exchange);
        }
        Integer code = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (code == null) {
            assertThat(exchange.getMessage().getBody(List.class))
                    .isNotEmpty()
                    .allSatisfy(event -> MutatedMessages.isValid((byte[]) event));
            answers.merge("accepted", 1, Integer::sum);
            return;
        }
        if (code == 202) {
            answers.merge("nothing to accept", 1, Integer::sum);
            return;
        }
        assertThat(code).isEqualTo(400);
        JsonNode answer = read(exchange.getMessage().getBody(String.class));
        assertThat(answer.path("error").asText()).hasSizeBetween(10, 1_000);
        answers.merge(answer.path("reason").asText(), 1, Integer::sum);
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return headers;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("The answer is no JSON", e);
        }
    }
}
