package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.event.Event;
import dev.vestnik.event.EventBatch;
import dev.vestnik.flow.source.SyslogSteps;
import dev.vestnik.source.syslog.SyslogMessage;
import dev.vestnik.source.syslog.SyslogReader;
import dev.vestnik.source.syslog.SyslogSeverity;
import dev.vestnik.testing.BodyMutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What devices and programs write by syslog, and the events that it becomes. */
class SyslogMessagesTest {
    private static final Path MESSAGES = Path.of("src/test/resources/syslog/lines.txt");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SyslogSteps steps = new SyslogSteps(SyslogSeverity.WARNING);
    private final Mapping mapping = new Mapping("syslog");

    @TestFactory
    List<DynamicTest> eachMessageIsReadAndBecomesItsEvent() throws IOException {
        List<String> lines = Files.readAllLines(MESSAGES).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            String sent = lines.get(i);
            String expected = lines.get(i + 1);
            tests.add(DynamicTest.dynamicTest(
                    sent,
                    () -> assertThat(read(sent) + " | " + event(sent)).as(sent).isEqualTo(expected)));
        }
        assertThat(tests).hasSizeGreaterThan(45);
        return tests;
    }

    private static String read(String sent) {
        SyslogMessage message = SyslogReader.read(sent.getBytes(StandardCharsets.UTF_8));
        assertThat(message.raw()).isEqualTo(sent);
        return shown(message.host()) + " " + shown(message.program()) + " " + shown(message.mnemonic()) + " "
                + message.severity().keyword();
    }

    private static String shown(@Nullable String part) {
        return Objects.requireNonNullElse(part, "-");
    }

    private String event(String sent) {
        EventBatch batch = events(sent.getBytes(StandardCharsets.UTF_8));
        assertThat(batch.rejections()).isEmpty();
        return batch.events().isEmpty()
                ? "-"
                : batch.events().get(0).key() + " " + batch.events().get(0).status();
    }

    private EventBatch events(byte[] sent) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty("vestnikSender", "10.1.2.3");
        exchange.getMessage().setBody(sent);
        steps.read(exchange);
        return mapping.events(json(exchange.getMessage().getBody(String.class)), Map.of());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("The reader makes JSON", e);
        }
    }

    @Test
    void theEventHasTheWholeMessageAndTheAddress() {
        String sent = "<187>31: core-7: Aug 15 10:20:30.123: %LINK-3-UPDOWN: Interface Gi0/1, changed state to down";

        Event event = events(sent.getBytes(StandardCharsets.UTF_8)).events().get(0);

        assertThat(event.title()).isEqualTo("core-7: Interface Gi0/1, changed state to down");
        assertThat(event.text()).isEqualTo(sent);
        assertThat(event.ip()).as("the sender's, since the host is a name").isEqualTo("10.1.2.3");
        assertThat(event.source()).isEqualTo("syslog");
        assertThat(event.time()).as("when it came: its own time has no year").isEqualTo(Mapping.NOW);
        assertThat(event.labels()).isEqualTo(Map.of("severity", "err", "mnemonic", "LINK-3-UPDOWN", "object", "Gi0/1"));
        assertThat(event.omitted()).isEmpty();
    }

    @Test
    void aMessageOfRfc5424HasItsTimeDataAndCharacters() {
        SyslogMessage message = SyslogReader.read(
                "<34>1 2003-10-11T22:14:15.003Z db app 7 ID47 [a@1 x=\"1\" y=\"a\\\"b\\]\"][b@1] \ufeffСбой питания"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(message.time()).isEqualTo("2003-10-11T22:14:15.003Z");
        assertThat(message.data()).isEqualTo(Map.of("x", "1", "y", "a\"b]"));
        assertThat(message.text()).isEqualTo("Сбой питания");
        assertThat(message.pid()).isEqualTo("7");
        assertThat(message.facility()).isEqualTo(4);
        assertThat(events("<34>1 2003-10-11T22:14:15.003Z 10.9.9.9 app - - - x".getBytes(StandardCharsets.UTF_8))
                        .events()
                        .get(0))
                .satisfies(event -> assertThat(event.time()).isEqualTo(Instant.parse("2003-10-11T22:14:15.003Z")))
                .satisfies(event -> assertThat(event.ip()).isEqualTo("10.9.9.9"));
    }

    @Test
    void anyBytesAreAMessage() throws IOException {
        List<String> lines = Files.readAllLines(MESSAGES);
        BodyMutations mutations = new BodyMutations(18);
        for (int i = 0; i < 5_000; i++) {
            String line = lines.get(i % lines.size());
            byte[] sent = mutations.ofText(line);
            assertThatCode(() -> events(sent)).as(line).doesNotThrowAnyException();
        }
        assertThat(SyslogReader.read(new byte[] {'<', '1', '3', '>', (byte) 0xe9, 0})
                        .text())
                .isEqualTo("é");
        assertThat(SyslogReader.read("<999>x".getBytes(StandardCharsets.UTF_8)).severity())
                .isEqualTo(SyslogSeverity.NOTICE);
        assertThat(events(new byte[0]).events()).isEmpty();
    }
}
