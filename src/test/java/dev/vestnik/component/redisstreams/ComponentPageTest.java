package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of the component says all that there is, and the catalogue is complete. */
class ComponentPageTest extends RedisStreamsTest {
    private static final Path PAGE = Path.of("docs/redis-streams.adoc");

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    private static JsonNode catalogue() throws IOException {
        try (InputStream json = ComponentPageTest.class.getResourceAsStream(
                "/META-INF/dev/vestnik/component/redisstreams/redis-streams.json")) {
            return new ObjectMapper().readTree(json);
        }
    }

    /** {@code ./mvnw test -Dtest=ComponentPageTest -Dpage.write=true} writes the tables anew. */
    @ParameterizedTest
    @ValueSource(strings = {"componentProperties", "properties", "headers"})
    void theTablesAreThoseOfTheCatalogue(String kind) throws IOException {
        String page = page();
        String begin = "// generated: " + kind + "\n";
        int from = page.indexOf(begin) + begin.length();
        String expected = page.substring(0, from) + table(kind) + page.substring(page.indexOf("// end", from));
        if (Boolean.getBoolean("page.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(page())
                .as("run ./mvnw test -Dtest=ComponentPageTest -Dpage.write=true")
                .isEqualTo(expected);
    }

    private static String table(String kind) throws IOException {
        boolean options = !kind.equals("headers");
        StringBuilder table = new StringBuilder("[width=\"100%\",cols=\"" + (options ? "2,6,1,2" : "2,6,2")
                + "\",options=\"header\"]\n|===\n| name | description" + (options ? " | default" : "") + " | type\n");
        catalogue().get(kind).fields().forEachRemaining(entry -> {
            JsonNode about = entry.getValue();
            String label = about.path("label").asText();
            table.append("| *").append(entry.getKey()).append('*');
            table.append(label.isEmpty() || label.equals("common") ? "" : " (" + label + ")");
            table.append(" | ").append(about.path("required").asBoolean() ? "*Required* " : "");
            table.append(escaped(about.path("description").asText()));
            if (about.has("enum")) {
                List<String> values = new ArrayList<>();
                about.get("enum").forEach(value -> values.add(value.asText()));
                table.append(" Values: ").append(String.join(", ", values)).append('.');
            }
            if (options) {
                table.append(
                        about.has("defaultValue")
                                ? " | `" + about.get("defaultValue").asText() + "`"
                                : " | ");
            }
            String type = about.path("type").asText();
            String javaType = about.path("javaType").asText();
            table.append(" | ")
                    .append(
                            type.equals("object") || !options
                                    ? javaType.substring(javaType.lastIndexOf('.') + 1)
                                    : type)
                    .append('\n');
        });
        return table.append("|===\n").toString();
    }

    /** Asciidoc reads a vertical bar as the next cell and braces as an attribute. */
    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("{", "\\{");
    }

    @Test
    void everyOptionAndHeaderIsDescribed() throws IOException {
        for (String kind : List.of("componentProperties", "properties", "headers")) {
            catalogue().get(kind).fields().forEachRemaining(entry -> assertThat(
                            entry.getValue().path("description").asText())
                    .as(entry.getKey())
                    .hasSizeGreaterThan(15));
        }
    }

    @Test
    void theOldestRedisIsOnThePage() throws IOException {
        assertThat(page()).contains("needs Redis " + RedisStreamsComponent.OLDEST_REDIS + " or newer");
    }

    @Test
    void everyAttributeOperationAndMeterIsOnThePage() throws Exception {
        String page = page();
        for (Class<?> type : new Class<?>[] {
            GroupConsumer.class,
            KeyedConsumer.class,
            ListConsumer.class,
            RedisStreamsConsumer.class,
            RedisStreamsProducer.class
        }) {
            for (Method method : type.getMethods()) {
                if (method.getDeclaringClass() == type && method.isAnnotationPresent(ManagedAttribute.class)) {
                    assertThat(page).contains("`" + method.getName().replaceFirst("^(get|is)", "") + "`");
                }
                if (method.getDeclaringClass() == type && method.isAnnotationPresent(ManagedOperation.class)) {
                    assertThat(page).contains("`" + method.getName() + "(");
                }
            }
        }
        for (String uri : new String[] {"s?group=g", "s?keyed=true"}) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            CamelContext context = consume(uri + QUICK, exchange -> {}, prepared -> prepared.getRegistry()
                    .bind("metricsRegistry", registry));
            assertThat(registry.getMeters()).isNotEmpty();
            for (Meter meter : registry.getMeters()) {
                assertThat(page).contains("`" + meter.getId().getName() + "`");
            }
            context.stop();
        }
    }
}
