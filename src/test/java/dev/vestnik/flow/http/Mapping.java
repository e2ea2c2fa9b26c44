package dev.vestnik.flow.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.event.EventBatch;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.RejectedException;
import dev.vestnik.source.Severities;
import dev.vestnik.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;

/** A mapping of {@code routes/sources}, with the shipped table of severities. */
final class Mapping {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    static final EventReader READER =
            new EventReader(Samples.STATUSES, PhoneNumber::normalise, Clock.fixed(NOW, ZoneOffset.UTC));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String source;
    private final Expression expression;

    Mapping(String source) {
        this.source = source;
        this.expression = Parser.compile(
                Path.of("routes/sources", source + ".jslt").toFile(),
                JsltFunctions.of(new Severities(shippedTable(), Samples.STATUSES), PhoneNumber::normalise));
    }

    /** The events of a body, such as {@code firing.json} of the test's resources. */
    EventBatch events(String file) {
        return events(payload(file), Map.of());
    }

    EventBatch events(JsonNode body, Map<String, String> headers) {
        try {
            JsonNode mapped = expression.apply(Map.of("headers", JSON.valueToTree(headers)), body);
            return READER.readEach(mapped.toString().getBytes(StandardCharsets.UTF_8), source);
        } catch (RejectedException e) {
            throw new AssertionError("A mapping makes JSON", e);
        }
    }

    /** As the component {@code jslt:} does it. */
    String apply(String body, Map<String, String> headers) throws IOException {
        return expression
                .apply(Map.of("headers", JSON.valueToTree(headers)), JSON.readTree(body))
                .toString();
    }

    JsonNode payload(String file) {
        try {
            return JSON.readTree(Files.readString(
                    Path.of("src/test/resources/sources").resolve(source).resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The payloads of all sources, as text; of those that are not over HTTP, what their readers make of messages. */
    static Map<Path, String> payloads() throws IOException {
        Map<Path, String> payloads = new TreeMap<>();
        for (String folder : List.of("sources", "messages")) {
            try (var files = Files.walk(Path.of("src/test/resources", folder))) {
                List<Path> all = files.filter(Files::isRegularFile).toList();
                for (Path file : all) {
                    payloads.put(file, Files.readString(file));
                }
            }
        }
        return payloads;
    }

    private static Map<String, String> shippedTable() {
        try {
            Map<String, String> table = new TreeMap<>();
            MapPropertySource settings = (MapPropertySource) new YamlPropertySourceLoader()
                    .load("application.yml", new ClassPathResource("application.yml"))
                    .get(0);
            for (String name : settings.getPropertyNames()) {
                if (name.startsWith("vestnik.severities.")) {
                    table.put(
                            name.substring("vestnik.severities.".length()), String.valueOf(settings.getProperty(name)));
                }
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
