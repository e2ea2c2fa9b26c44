package dev.vestnik.start.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.start.routes.RouteFilesCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The shipped files and the examples mean the same after an editor has read them and written them again in its own way, without
 * comments.
 */
class SavedByEditorsTest {
    private static final String URI = "uri";
    private static final String PARAMETERS = "parameters";

    /** What a component calls the parts of its path. */
    private static final Map<String, List<String>> PATHS = Map.of(
            "redis-streams", List.of("stream"),
            "quartz", List.of("groupName", "triggerName"),
            "spring-redis", List.of("host", "port"),
            "telegram", List.of("type"),
            "direct", List.of("name"));

    /** Where a definition stands, not what it is. */
    private static final String PLACES = "(.*[.])?(parent|resource|location|lineNumber|camelContext|index)";

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @TestFactory
    Stream<DynamicTest> withKeysInAnotherOrder() throws IOException {
        return saved(TreeMap::new);
    }

    /** Kaoto writes what follows the scheme of a component as parameters, too, once its form has been changed. */
    @TestFactory
    Stream<DynamicTest> withAddressesTakenApart() throws IOException {
        return saved(SavedByEditorsTest::apart);
    }

    private Stream<DynamicTest> saved(UnaryOperator<Map<Object, Object>> change) throws IOException {
        return files().map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
            String text = Files.readString(file);
            Object read = new Load(LoadSettings.builder().build()).loadFromString(text);
            String written = new Dump(DumpSettings.builder().build()).dumpToString(changed(read, change));

            List<Object> definitions = definitions(text);
            assertThat(definitions).isNotEmpty();
            assertThat(definitions(written))
                    .as(written)
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes(PLACES)
                    .withEqualsForFieldsMatchingRegexes(SavedByEditorsTest::sameAddress, ".*[.]uri")
                    .isEqualTo(definitions);
        }));
    }

    private static Object changed(Object node, UnaryOperator<Map<Object, Object>> change) {
        if (node instanceof Map<?, ?> mapping) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            mapping.forEach((key, value) -> copy.put(key, changed(value, change)));
            return change.apply(copy);
        }
        return node instanceof List<?> list
                ? list.stream().map(element -> changed(element, change)).toList()
                : node;
    }

    private static Map<Object, Object> apart(Map<Object, Object> step) {
        if (step.get(URI) instanceof String uri && !uri.contains("?")) {
            String scheme = uri.replaceFirst(":.*", "");
            List<String> names = PATHS.getOrDefault(scheme, List.of());
            if (!names.isEmpty()) {
                Map<Object, Object> parameters = new LinkedHashMap<>();
                if (step.get(PARAMETERS) instanceof Map<?, ?> given) {
                    parameters.putAll(given);
                }
                String[] values = uri.substring(scheme.length() + 1).split("[:/]");
                assertThat(values)
                        .as("Camel cannot put %s together without one", uri)
                        .hasSameSizeAs(names);
                for (int i = 0; i < values.length; i++) {
                    parameters.put(names.get(i), values[i]);
                }
                step.put(URI, scheme);
                step.put(PARAMETERS, parameters);
            }
        }
        return step;
    }

    /** The order of options means nothing. */
    private static boolean sameAddress(Object one, Object other) {
        return options(one).equals(options(other));
    }

    private static List<String> options(Object uri) {
        return Arrays.stream(String.valueOf(uri).split("[?&]")).sorted().toList();
    }

    /** Everything that a file defines. */
    private List<Object> definitions(String text) throws Exception {
        RouteBuilder builder = (RouteBuilder) PluginHelper.getRoutesLoader(camel)
                .findRoutesBuilders(ResourceHelper.fromString("saved.camel.yaml", text))
                .iterator()
                .next();
        builder.setCamelContext(camel);
        builder.configure();
        RouteConfigurationBuilder configurations = (RouteConfigurationBuilder) builder;
        configurations.configuration();
        List<Object> definitions = new ArrayList<>(builder.getRouteCollection().getRoutes());
        definitions.addAll(builder.getRouteTemplateCollection().getRouteTemplates());
        definitions.addAll(builder.getTemplatedRouteCollection().getTemplatedRoutes());
        definitions.addAll(configurations.getRouteConfigurationCollection().getRouteConfigurations());
        return definitions;
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> examples = Files.walk(Path.of("docs/examples"))) {
            return Stream.concat(
                    RouteFilesCheck.loaded(Path.of("routes")).stream(),
                    examples.filter(file -> file.toString().endsWith(".camel.yaml")).toList().stream());
        }
    }
}
