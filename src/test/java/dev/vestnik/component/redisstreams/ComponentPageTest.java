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
    private static String page() throws IOException {
        return Files.readString(Path.of("docs/redis-streams.adoc"));
    }

    private static JsonNode catalogue() throws IOException {
        try (InputStream json = ComponentPageTest.class.getResourceAsStream(
                "/META-INF/dev/vestnik/component/redisstreams/redis-streams.json")) {
            return new ObjectMapper().readTree(json);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"componentProperties", "properties"})
    void everyOptionIsOnThePageWithItsDefault(String kind) throws IOException {
        String page = page();
        List<String> missing = new ArrayList<>();
        catalogue().get(kind).fields().forEachRemaining(option -> {
            JsonNode about = option.getValue();
            String row = "| *" + option.getKey() + "*";
            String end = about.has("defaultValue")
                    ? " | `" + about.get("defaultValue").asText() + "` | "
                    : " |  | ";
            if (page.lines().noneMatch(line -> line.startsWith(row) && line.contains(end))) {
                missing.add(row + "…" + end);
            }
            assertThat(about.path("description").asText()).as(option.getKey()).hasSizeGreaterThan(15);
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void theOldestRedisIsOnThePage() throws IOException {
        assertThat(page()).contains("It needs Redis " + RedisStreamsComponent.OLDEST_REDIS + " or newer");
    }

    @Test
    void everyHeaderIsOnThePage() throws IOException {
        String page = page();
        catalogue().get("headers").fields().forEachRemaining(header -> {
            assertThat(page).contains("| *" + header.getKey() + "* (");
            assertThat(header.getValue().path("description").asText())
                    .as(header.getKey())
                    .hasSizeGreaterThan(15);
        });
    }

    @Test
    void thePageNamesNoOptionThatIsNotThere() throws IOException {
        JsonNode catalogue = catalogue();
        assertThat(page().lines()
                        .filter(line -> line.startsWith("| *"))
                        .map(line -> line.substring(3, line.indexOf('*', 3))))
                .allMatch(name -> catalogue.get("componentProperties").has(name)
                        || catalogue.get("properties").has(name)
                        || catalogue.get("headers").has(name));
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
