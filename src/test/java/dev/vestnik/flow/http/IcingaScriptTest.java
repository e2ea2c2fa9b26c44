package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.event.Event;
import dev.vestnik.event.Rejection;
import dev.vestnik.testing.Program;
import dev.vestnik.testing.RecordingServer;
import dev.vestnik.testing.RecordingServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The notification script for Icinga 2, run by a shell, and what becomes of that which it sends. */
class IcingaScriptTest {
    private static final Path SCRIPT = Path.of("docs/sources/icinga-vestnik.sh");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Mapping ICINGA = new Mapping("icinga");

    private final Map<String, String> values = new HashMap<>();
    private RecordingServer server;

    @BeforeEach
    void start() {
        server = new RecordingServer(new Answer(202, "{\"accepted\":[\"1-1\"]}"));
        values.put("VESTNIK_URL", server.url() + "/sources/icinga");
        values.put("VESTNIK_TOKEN", "a-long-random-word");
        values.put("ICINGA_ICINGAWEB_URL", "https://icinga.example/icingaweb2/");
        values.put("ICINGA_TYPE", "PROBLEM");
        values.put("ICINGA_TIME", "1764410405.5");
        values.put("ICINGA_HOST", "core-7");
        values.put("ICINGA_HOST_NAME", "Ядро 7");
        values.put("ICINGA_ADDRESS", "10.1.2.3");
        values.put("ICINGA_SERVICE", "disk /var & \"co\"");
        values.put("ICINGA_STATE", "CRITICAL");
        values.put("ICINGA_CHANGED", "1764410400.123456");
        values.put("ICINGA_AUTHOR", "");
        values.put("ICINGA_OUTPUT", "DISK \"CRITICAL\"\n\tC:\\temp 100 %: größer, свободно 0\u0007\rend\\");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whateverTheValuesAreTheyArriveUnchanged() throws IOException {
        Program.require("curl", "awk");
        assertThat(Files.isExecutable(SCRIPT)).isTrue();

        Program script = Program.run(values, "", "/bin/sh", SCRIPT.toString());

        assertThat(script.errors()).isEmpty();
        assertThat(script.exit()).isZero();
        assertThat(server.requests()).hasSize(1);
        RecordingServer.Request request = server.requests().get(0);
        assertThat(request.path()).isEqualTo("/sources/icinga");
        assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer a-long-random-word");
        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
        JsonNode body = JSON.readTree(request.body());
        assertThat(body.get("output").asText())
                .as("control characters are blanks")
                .isEqualTo("DISK \"CRITICAL\"\n\tC:\\temp 100 %: größer, свободно 0  end\\");
        assertThat(body.get("service").asText()).isEqualTo("disk /var & \"co\"");
        assertThat(body.has("author")).as("an empty value").isFalse();

        Event event = event(body);
        assertThat(event.status()).isEqualTo("critical");
        assertThat(event.title()).isEqualTo("Ядро 7: disk /var & \"co\" is CRITICAL");
        assertThat(event.key()).isEqualTo("core-7/disk /var & \"co\"");
        assertThat(event.id()).isEqualTo("icinga/core-7/disk /var & \"co\"@1764410400.123456");
        assertThat(event.ip()).isEqualTo("10.1.2.3");
        assertThat(event.time()).isEqualTo(Instant.parse("2025-11-29T10:00:00.123456Z"));
        assertThat(event.url().getHost()).isEqualTo("icinga.example");
        assertThat(event.url().getRawQuery()).contains("%26").endsWith("&host.name=core-7");
        assertThat(event.omitted()).isEmpty();
    }

    @Test
    void aLongTextIsCutAndBytesThatAreNoTextAreLeftOut() throws IOException {
        Program.require("curl", "awk", "iconv");
        values.put("ICINGA_OUTPUT", "я".repeat(20_000));

        Program script =
                Program.run(values, "", "/bin/sh", "-c", "ICINGA_COMMENT=$(printf 'caf\\351') exec /bin/sh " + SCRIPT);

        assertThat(script.exit()).as(script.errors()).isZero();
        JsonNode body = JSON.readTree(server.requests().get(0).body());
        assertThat(body.get("output").asText()).isEqualTo("я".repeat(8_000));
        assertThat(body.get("comment").asText()).isEqualTo("caf");
    }

    @Test
    void icingaLogsWhatIsWrongAndWhileVestnikStartsTheScriptWaits() {
        Program.require("curl", "awk");
        server.next(new Answer(503, "{\"error\":\"Vestnik starts\"}"));
        server.next(new Answer(401, "{\"error\":\"Give a token\"}"));

        Program script = Program.run(values, "", "/bin/sh", SCRIPT.toString());

        assertThat(server.requests()).hasSize(2);
        assertThat(script.exit()).isNotZero();
        assertThat(script.errors())
                .contains("Vestnik answered", "{\"error\":\"Give a token\"}", "401")
                .doesNotContain("a-long-random-word");
        Program without = Program.run(Map.of("VESTNIK_URL", server.url()), "", "/bin/sh", SCRIPT.toString());
        assertThat(without.exit()).isNotZero();
        assertThat(without.errors()).contains("VESTNIK_TOKEN", "is not set, see icinga-vestnik.conf");
    }

    @ParameterizedTest
    @CsvSource({
        "problem,critical,Ядро 7: disk is CRITICAL,core-7/disk,icinga/core-7/disk@1764410400.12",
        "recovery,resolved,Ядро 7: disk is OK,core-7/disk,icinga/core-7/disk@1764410700.5",
        "host-down,critical,core-8 is DOWN,core-8,icinga/core-8@1764410400",
        "acknowledged,info,Anna acknowledgement: Ядро 7: disk,core-7/disk,icinga/core-7/disk@1764410400.12@ACKNOWLEDGEMENT@1764410460",
        "custom,info,Anna custom: core-8,core-8,icinga/core-8@1764410400@CUSTOM@1764410500",
        "downtime-start,info,downtimestart: core-8,core-8,icinga/core-8@1764410400@DOWNTIMESTART@1764410510",
        "flapping-start,warning,Ядро 7: disk is flapping,core-7/disk,icinga/core-7/disk@1764410400.12@FLAPPINGSTART@1764410520",
        "flapping-end,resolved,Ядро 7: disk is OK,core-7/disk,icinga/core-7/disk@1764410600",
        "flapping-end-critical,critical,Ядро 7: disk is CRITICAL,core-7/disk,icinga/core-7/disk@1764410600",
        "unknown,warning,Ядро 7: disk is UNKNOWN,core-7/disk,icinga/core-7/disk@1764410400.12"
    })
    void eachTypeOfNotificationBecomesAnEvent(String payload, String status, String title, String key, String id) {
        Event event = event(ICINGA.payload(payload + ".json"));

        assertThat(event.status()).isEqualTo(status);
        assertThat(event.title()).isEqualTo(title);
        assertThat(event.key()).isEqualTo(key);
        assertThat(event.id()).isEqualTo(id);
    }

    @Test
    void theCommentIsTheTextAndAnAreaWins() {
        Event acknowledged = event(ICINGA.payload("acknowledged.json"));
        assertThat(acknowledged.text()).isEqualTo("Выезжаю");
        assertThat(acknowledged.area()).isEqualTo("north");
        Event down = event(ICINGA.payload("host-down.json"));
        assertThat(down.text()).isEqualTo("PING CRITICAL - Packet loss = 100%");
        assertThat(down.ip()).isEqualTo("2001:db8::8");
        assertThat(down.url()).isEqualTo(URI.create("https://wiki.example/core-8"));
    }

    private static Event event(JsonNode body) {
        var batch = ICINGA.events(body, Map.of());
        assertThat(batch.rejections()).extracting(Rejection::sentence).isEmpty();
        return batch.events().get(0);
    }
}
