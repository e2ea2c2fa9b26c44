package dev.vestnik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each route has a description, each step an id, each choice an otherwise, and no expression hides a decision; the
 * README names each file.
 */
class RoutesReadAsDocumentationTest {
    private static final Path ROUTES = Path.of("routes");
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final Set<String> STEPS_WITHOUT_ID = Set.of("when", "otherwise", "steps", "parameters");

    /** A longer expression belongs in a bean. */
    private static final int LONGEST_EXPRESSION = 100;

    @TestFactory
    Stream<DynamicTest> eachRouteHasAnIdAndADescription() throws IOException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    for (JsonNode part : YAML.readTree(file.toFile())) {
                        JsonNode route = part.has("route") ? part.get("route") : part.get("routeConfiguration");
                        assertThat(route)
                                .as("%s holds only routes and routeConfigurations, in long form", file)
                                .isNotNull();
                        if (part.has("route")) {
                            assertThat(route.path("id").asText())
                                    .as("a route of %s has an id", file)
                                    .isNotBlank();
                            assertThat(route.path("routeConfigurationId").asText())
                                    .as(
                                            "%s names its routeConfiguration; otherwise one without id in routes/local"
                                                    + " would apply to it",
                                            route.path("id"))
                                    .isEqualTo("errors");
                        }
                        String words = route.path("description").asText();
                        assertThat(words)
                                .as("description of %s", route.path("id"))
                                .hasSizeGreaterThan(30);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> eachStepHasAnIdAndEachChoiceAnOtherwise() throws IOException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    List<String> faults = new ArrayList<>();
                    check(YAML.readTree(file.toFile()), faults);
                    assertThat(faults).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> readmeNamesEachRouteFile() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(), () -> assertThat(readme).contains("(" + file + ")")));
    }

    private static void check(JsonNode node, List<String> faults) {
        if (node.has("steps")) {
            for (JsonNode step : node.get("steps")) {
                step.fields().forEachRemaining(field -> {
                    if (!STEPS_WITHOUT_ID.contains(field.getKey())
                            && field.getValue().path("id").asText().isBlank()) {
                        faults.add("no id: " + step);
                    }
                });
            }
        }
        if (node.has("choice") && !node.get("choice").has("otherwise")) {
            faults.add("no otherwise: " + node.get("choice").path("id"));
        }
        if (node.path("simple").isTextual() && node.get("simple").asText().length() > LONGEST_EXPRESSION) {
            faults.add("a decision in an expression: " + node.get("simple").asText());
        }
        node.forEach(child -> check(child, faults));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROUTES)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .filter(file -> !file.startsWith(ROUTES.resolve("local")))
                    .sorted()
                    .toList();
        }
    }
}
