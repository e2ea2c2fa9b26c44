package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.vestnik.event.Event;
import dev.vestnik.event.Rejection;
import dev.vestnik.testing.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The media type that Zabbix imports, and what becomes of that which its script sends. The payloads of the test's resources are
 * what the script makes of the values in {@code zabbix-macros.json}.
 */
class ZabbixMediaTypeTest {
    private static final Path FILE = Path.of("docs/sources/zabbix-media.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Mapping ZABBIX = new Mapping("zabbix");

    /** Runs the script as Zabbix does, and prints what it did as JSON. */
    private static final String HARNESS = """
            const fs = require('fs');
            const {script, value, status} = JSON.parse(fs.readFileSync(0, 'utf8'));
            const did = {headers: []};
            function HttpRequest() {}
            HttpRequest.prototype.addHeader = function (header) { did.headers.push(header); };
            HttpRequest.prototype.setProxy = function (proxy) { did.proxy = proxy; };
            HttpRequest.prototype.post = function (url, body) { did.url = url; did.body = body; return '{"error":"no"}'; };
            HttpRequest.prototype.getStatus = function () { return status; };
            try {
                did.result = new Function('value', 'HttpRequest', 'Zabbix', script)(JSON.stringify(value), HttpRequest, {log() {}});
            } catch (error) {
                did.error = String(error);
            }
            console.log(JSON.stringify(did));
            """;

    @TempDir
    private Path folder;

    private static JsonNode mediaType() {
        return yaml().get("zabbix_export").get("media_types").get(0);
    }

    private static JsonNode yaml() {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The names that an export of Zabbix 7.0 has: ui/include/classes/import/validators/C70ImportValidator.php. */
    @Test
    void itIsAnExportOfZabbix7() {
        JsonNode export = yaml().get("zabbix_export");
        assertThat(export.get("version").isTextual()).isTrue();
        assertThat(export.get("version").asText()).isEqualTo("7.0");
        assertThat(export.get("media_types")).hasSize(1);
        JsonNode media = mediaType();
        assertThat(media.fieldNames())
                .toIterable()
                .containsExactly(
                        "name",
                        "type",
                        "parameters",
                        "attempts",
                        "attempt_interval",
                        "script",
                        "description",
                        "message_templates");
        assertThat(media.get("type").asText()).isEqualTo("WEBHOOK");
        assertThat(media.get("attempts").isTextual()).isTrue();
        assertThat(media.get("script").asText().length()).isLessThan(65_535);
        Set<String> names = new HashSet<>();
        for (JsonNode parameter : media.get("parameters")) {
            assertThat(parameter.fieldNames()).toIterable().containsExactly("name", "value");
            assertThat(names.add(parameter.get("name").asText())).isTrue();
            assertThat(parameter.get("value").isTextual()).isTrue();
        }
        List<String> kinds = new ArrayList<>();
        for (JsonNode template : media.get("message_templates")) {
            assertThat(template.fieldNames())
                    .toIterable()
                    .containsExactly("event_source", "operation_mode", "subject", "message");
            kinds.add(template.get("event_source").asText() + " "
                    + template.get("operation_mode").asText());
        }
        assertThat(kinds)
                .as("all that Zabbix may send")
                .containsExactly(
                        "TRIGGERS PROBLEM",
                        "TRIGGERS RECOVERY",
                        "TRIGGERS UPDATE",
                        "DISCOVERY PROBLEM",
                        "AUTOREGISTRATION PROBLEM",
                        "INTERNAL PROBLEM",
                        "INTERNAL RECOVERY",
                        "SERVICE PROBLEM",
                        "SERVICE RECOVERY",
                        "SERVICE UPDATE");
    }

    private static Stream<String> payloads() throws IOException {
        return StreamSupport.stream(
                        ((Iterable<String>) () -> {
                                    try {
                                        return macros().fieldNames();
                                    } catch (IOException e) {
                                        throw new AssertionError(e);
                                    }
                                })
                                .spliterator(),
                        false)
                .filter(name -> !name.equals("all"));
    }

    private static JsonNode macros() throws IOException {
        return JSON.readTree(Path.of("src/test/resources/zabbix-macros.json").toFile());
    }

    /** {@code -Dzabbix.write=true} writes the payloads anew. */
    @ParameterizedTest
    @MethodSource("payloads")
    void thePayloadsAreWhatTheScriptSends(String payload) throws Exception {
        Program.require("node");

        JsonNode did = runScript(parameters(payload), 202);

        assertThat(did.path("result").asText()).as(did.toString()).isEqualTo("OK");
        assertThat(did.get("url").asText()).isEqualTo("http://vestnik.example:8080/sources/zabbix");
        assertThat(did.get("headers"))
                .extracting(JsonNode::asText)
                .containsExactly("Content-Type: application/json", "Authorization: Bearer a-long-random-word");
        Path file = Path.of("src/test/resources/sources/zabbix", payload + ".json");
        JsonNode body = JSON.readTree(did.get("body").asText());
        if (Boolean.getBoolean("zabbix.write")) {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n");
        }
        assertThat(body).isEqualTo(JSON.readTree(file.toFile()));
    }

    @Test
    void theScriptSaysWhatIsWrong() throws Exception {
        Program.require("node");
        Map<String, String> parameters = parameters("problem");

        assertThat(runScript(parameters, 401).path("error").asText())
                .isEqualTo("Vestnik answered 401: {\"error\":\"no\"}");
        parameters.put("http_proxy", "http://proxy:3128");
        assertThat(runScript(parameters, 202).path("proxy").asText()).isEqualTo("http://proxy:3128");
        parameters.put("token", "<PLACE TOKEN>");
        JsonNode unset = runScript(parameters, 202);
        assertThat(unset.path("error").asText())
                .isEqualTo("Fill in the parameters url and token of the media type Vestnik.");
        assertThat(unset.has("body")).isFalse();
    }

    /** The parameters of the media type, with the values that Zabbix puts in for the macros. */
    private static Map<String, String> parameters(String payload) throws IOException {
        Map<String, String> values = new HashMap<>();
        macros().get("all")
                .fields()
                .forEachRemaining(
                        macro -> values.put(macro.getKey(), macro.getValue().asText()));
        macros().get(payload)
                .fields()
                .forEachRemaining(
                        macro -> values.put(macro.getKey(), macro.getValue().asText()));
        Map<String, String> parameters = new HashMap<>();
        for (JsonNode parameter : mediaType().get("parameters")) {
            String value = parameter.get("value").asText();
            for (Map.Entry<String, String> macro : values.entrySet()) {
                value = value.replace("{" + macro.getKey() + "}", macro.getValue());
            }
            parameters.put(parameter.get("name").asText(), value);
        }
        parameters.put("url", "http://vestnik.example:8080/sources/zabbix");
        parameters.put("token", "a-long-random-word");
        return parameters;
    }

    private JsonNode runScript(Map<String, String> parameters, int status) throws JsonProcessingException, IOException {
        Path harness = Files.writeString(folder.resolve("harness.js"), HARNESS);
        Program node = Program.run(
                Map.of(),
                JSON.writeValueAsString(
                        Map.of("script", mediaType().get("script").asText(), "value", parameters, "status", status)),
                "node",
                harness.toString());
        assertThat(node.errors()).isEmpty();
        return JSON.readTree(node.output());
    }

    @Test
    void aProblemOpensAnIncidentOfItsTriggerAndItsRecoveryClosesIt() {
        Event problem = event("problem");
        assertThat(problem.status()).isEqualTo("critical");
        assertThat(problem.title()).isEqualTo("core-7: Интерфейс ge-0/0/3: link \"down\"");
        assertThat(problem.text()).isEqualTo("Current state: down (2)\nПроверьте C:\\temp");
        assertThat(problem.key()).isEqualTo("core-7/24601");
        assertThat(problem.id()).isEqualTo("zabbix/core-7/918273");
        assertThat(problem.ip()).isEqualTo("10.1.2.3");
        assertThat(problem.area()).isEqualTo("north");
        assertThat(problem.time()).isEqualTo(Instant.ofEpochSecond(1764410400));
        assertThat(problem.url())
                .isEqualTo(URI.create("https://zabbix.example/zabbix/tr_events.php?triggerid=24601&eventid=918273"));
        assertThat(problem.labels())
                .containsEntry("eventid", "918273")
                .containsEntry("host", "core-7")
                .containsEntry("interface", "ge-0/0/3")
                .doesNotContainKey("empty");
        assertThat(problem.omitted()).isEmpty();

        Event recovery = event("recovery");
        assertThat(recovery.status()).isEqualTo("resolved");
        assertThat(recovery.key()).isEqualTo(problem.key());
        assertThat(recovery.title()).isEqualTo(problem.title());
        assertThat(recovery.time()).isEqualTo(Instant.ofEpochSecond(1764410700));
    }

    @Test
    void anAcknowledgementOrACommentTellsAndChangesNoIncident() {
        Event acknowledged = event("acknowledged");
        assertThat(acknowledged.status()).isEqualTo("info");
        assertThat(acknowledged.title())
                .isEqualTo("Anna Orlova (anna) acknowledged and commented: core-7: Интерфейс ge-0/0/3: link \"down\"");
        assertThat(acknowledged.text()).isEqualTo("Выезжаю");
        assertThat(acknowledged.key()).isEqualTo("core-7/24601");
        assertThat(acknowledged.id()).isEqualTo("zabbix/core-7/918273@1764410460");
        assertThat(event("commented-after-the-end").status()).isEqualTo("info");
    }

    @Test
    void aChangedSeverityChangesTheStatusOfTheIncident() {
        Event lowered = event("severity-lowered");
        assertThat(lowered.status()).isEqualTo("warning");
        assertThat(lowered.title()).isEqualTo(event("problem").title());
        assertThat(lowered.text()).startsWith("Anna Orlova (anna) changed severity from High to Warning: core-7");
        assertThat(lowered.id()).isNotEqualTo(event("problem").id());
        assertThat(event("severity-raised").status())
                .as("High to Disaster are both critical, so nobody is told again")
                .isEqualTo("info");
        assertThat(event("severity-of-7.0").status())
                .as("without {EVENT.UPDATE.ACTIONJSON} the words tell")
                .isEqualTo("warning");
    }

    @Test
    void whatIsNotOfATriggerHasTheKeyOfItsEvent() {
        assertThat(event("service").status()).isEqualTo("critical");
        assertThat(event("service").key()).isEqualTo("zabbix/918300");
        assertThat(event("service").title()).isEqualTo("Portal: Portal is degraded");
        assertThat(event("service-recovery").key()).isEqualTo("zabbix/918300");
        assertThat(event("service-recovery").status()).isEqualTo("resolved");
        assertThat(event("discovery").status()).isEqualTo("info");
        assertThat(event("discovery").ip()).isEqualTo("10.9.9.9");
    }

    @Test
    void aTriggerWithSeveralProblemsNamesWhatEachIsAbout() {
        assertThat(event("trap").key()).isEqualTo("edge-2/traps/port-5");
    }

    @ParameterizedTest
    @CsvSource({"0,info", "1,info", "2,warning", "3,warning", "4,critical", "5,critical"})
    void theNumberOfTheSeverityTellsTheStatusWhateverItsName(String number, String status) {
        JsonNode body = ZABBIX.payload("problem.json");
        ((com.fasterxml.jackson.databind.node.ObjectNode) body)
                .put("event_nseverity", number)
                .put("event_severity", "Высокая");

        assertThat(ZABBIX.events(body, Map.of()).events().get(0).status()).isEqualTo(status);
    }

    private static Event event(String payload) {
        var batch = ZABBIX.events(payload + ".json");
        assertThat(batch.rejections()).extracting(Rejection::sentence).isEmpty();
        return batch.events().get(0);
    }
}
