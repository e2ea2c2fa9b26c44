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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each route has a description, each step an id, each choice an otherwise, and no expression hides a decision; the
 * README names each file. A route of a template has the description of the template, and a page in {@code docs/sources}.
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
                        if (part.has("templatedRoute")) {
                            assertThat(part.get("templatedRoute")
                                            .path("routeId")
                                            .asText())
                                    .as("a route of %s has an id", file)
                                    .startsWith("source-");
                            continue;
                        }
                        JsonNode route = Stream.of("route", "routeConfiguration", "routeTemplate")
                                .map(part::get)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null);
                        assertThat(route)
                                .as("%s holds only routes, their templates and routeConfigurations, in long form", file)
                                .isNotNull();
                        if (part.has("routeTemplate")) {
                            assertThat(route.path("route")
                                            .path("routeConfigurationId")
                                            .asText())
                                    .isEqualTo("errors");
                        }
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
    Stream<DynamicTest> theFirstLineNamesTheSchemaOfCamelsVersionForEditors() throws IOException {
        String link = "# yaml-language-server: $schema=https://raw.githubusercontent.com/apache/camel/camel-"
                + new DefaultCamelContext().getVersion()
                + "/dsl/camel-yaml-dsl/camel-yaml-dsl/src/generated/resources/schema/camelYamlDsl.json";
        return Stream.concat(files().stream(), files(Path.of("docs/examples")).stream())
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(),
                        () -> assertThat(Files.readAllLines(file).get(0)).isEqualTo(link)));
    }

    @TestFactory
    Stream<DynamicTest> readmeNamesEachRouteFile() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(), () -> assertThat(readme).contains("(" + file + ")")));
    }

    @TestFactory
    Stream<DynamicTest> eachSourceHasAPageThatTheReadmeNames() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        List<String> sources = new ArrayList<>();
        for (Path file : files()) {
            for (JsonNode part : YAML.readTree(file.toFile())) {
                for (JsonNode parameter : part.path("templatedRoute").path("parameters")) {
                    if (parameter.path("name").asText().equals("name")) {
                        sources.add(parameter.path("value").asText());
                    }
                }
            }
        }
        return sources.stream()
                .map(source -> DynamicTest.dynamicTest(source, () -> {
                    Path page = Path.of("docs/sources", source + ".md");
                    assertThat(page).content().contains("    " + source + ":\n      enabled: true");
                    assertThat(readme).contains("(" + page + ")");
                }));
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
        return files(ROUTES);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .filter(file -> !file.startsWith(ROUTES.resolve("local")))
                    .sorted()
                    .toList();
        }
    }
}
