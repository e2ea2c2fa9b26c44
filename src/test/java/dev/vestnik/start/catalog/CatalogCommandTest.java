package dev.vestnik.start.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.VestnikApplication;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.check.BeanDefinitions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class CatalogCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern METHOD = Pattern.compile("(bean|method) (\\w+)[.](\\w+)");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void visualStudioCodeGetsTheComponentsOptionsAndTheBeansAsTheyAre() throws Exception {
        Files.writeString(folder.resolve("settings.json"), "{\"editor.tabSize\": 2}");

        assertThat(run(folder.toString())).as(text(err)).isZero();

        JsonNode settings = json("settings.json");
        assertThat(settings.path("editor.tabSize").asInt()).isEqualTo(2);
        assertThat(settings.path("camel.Camel catalog version").asText()).isEqualTo("4.17.0");
        assertThat(settings.path("camel.extra-components")).hasSize(1);
        JsonNode component = settings.path("camel.extra-components").path(0);
        assertThat(component.at("/component/javaType").asText()).isEqualTo(RedisStreamsComponent.class.getName());
        assertThat(names(component.path("properties"))).isEqualTo(options());
        assertThat(component.at("/properties/visibility/description").asText()).isNotBlank();
        String schema =
                Files.readAllLines(Path.of("routes/errors.camel.yaml")).get(0).replaceFirst("^.*[$]schema=", "");
        assertThat(settings.path("yaml.schemas").path(schema).asText()).isEqualTo("*.camel.yaml");

        List<String> named = names(json("vestnik.code-snippets")).stream().toList();
        assertThat(named)
                .contains(
                        "bean dispatchSteps.readEntries",
                        "method dispatchSteps.hasMissed",
                        "ref failureTransient",
                        "template vestnik-webhook",
                        "template vestnik-messages")
                .hasSizeGreaterThan(150);
        try (ConfigurableApplicationContext beans =
                BeanDefinitions.read(VestnikApplication.class, LibraryFolder.DEFAULT)) {
            assertThat(named).filteredOn(name -> METHOD.matcher(name).matches()).allSatisfy(name -> {
                var parts = METHOD.matcher(name);
                assertThat(parts.matches()).isTrue();
                assertThat(beans.getType(parts.group(2)).getMethods()).as(name).anyMatch(method -> method.getName()
                        .equals(parts.group(3)));
            });
        }
        JsonNode snippet = json("vestnik.code-snippets").path("bean dispatchSteps.readEntries");
        assertThat(snippet.path("description").asText())
                .isEqualTo("Parses the stream entries: DispatchSteps.readEntries(Exchange)");
        assertThat(lines(snippet))
                .containsExactly(
                        "- bean:",
                        "    id: ${1:id}",
                        "    description: ${2:description}",
                        "    ref: dispatchSteps",
                        "    method: readEntries");
        assertThat(lines(json("vestnik.code-snippets").path("bean directoryNotices.of")))
                .as("arguments, which are no places to fill in")
                .contains("    method: \"of(\\${exchangeProperty.vestnikLoggedOutUsers},"
                        + " \\${exchangeProperty.vestnikDirectoryBefore})\"");
        assertThat(lines(json("vestnik.code-snippets").path("template vestnik-webhook")))
                .containsExactly(
                        "- templatedRoute:",
                        "    routeTemplateRef: vestnik-webhook",
                        "    routeId: source-${1:name}",
                        "    prefixId: ${1:name}-",
                        "    parameters:",
                        "      - {name: name, value: ${1:name}}",
                        "      - {name: mapping, value: \"${2:mapping}\"}");
    }

    @Test
    void aCatalogueOfKaotoGetsTheComponentWithASchema() throws Exception {
        Path kaoto = Files.createDirectories(folder.resolve("kaoto/camel-main/4.18.4"))
                .getParent()
                .getParent();
        Files.writeString(kaoto.resolve("index.json"), """
                {"version": 3, "definitions": [
                  {"runtime": "Citrus", "version": "5.0.0", "fileName": "index-1.json"},
                  {"runtime": "Main", "version": "4.18.4", "fileName": "camel-main/4.18.4/index-2.json"}]}
                """);
        Files.writeString(kaoto.resolve("index-1.json"), "{\"catalogs\": {\"actions\": {\"file\": \"actions.json\"}}}");
        Files.writeString(kaoto.resolve("camel-main/4.18.4/index-2.json"), """
                {"catalogs": {"components": {"name": "components", "file": "components-3.json"}}}
                """);
        Path components = kaoto.resolve("camel-main/4.18.4/components-3.json");
        Files.writeString(components, "{\"bean\": {\"component\": {\"name\": \"bean\"}}}");

        assertThat(run(folder.resolve("code").toString(), kaoto.toString()))
                .as(text(err))
                .isZero();

        assertThat(text(out)).contains(components.toString());
        JsonNode known = JSON.readTree(components.toFile());
        assertThat(names(known)).containsExactly("bean", "redis-streams");
        JsonNode schema = known.path("redis-streams").path("propertiesSchema");
        assertThat(names(schema.path("properties"))).isEqualTo(options());
        assertThat(schema.path("required").toString()).isEqualTo("[\"stream\"]");
        assertThat(schema.at("/properties/keyed/type").asText()).isEqualTo("boolean");
        assertThat(schema.at("/properties/exchangePattern/enum").toString()).isEqualTo("[\"InOnly\",\"InOut\"]");
        assertThat(schema.at("/properties/exchangePattern/type").asText()).isEqualTo("string");
        assertThat(known.at("/redis-streams/component/syntax").asText()).isEqualTo("redis-streams:stream");
    }

    @Test
    void whatCannotBeWrittenIsSaidInOneSentence() throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--help")).isEqualTo(2);
        assertThat(text(err)).contains("Usage: catalog folder [kaoto]");

        String commented = "{\n  // mine\n  \"editor.tabSize\": 2\n}\n";
        Files.writeString(folder.resolve("settings.json"), commented);
        assertThat(run(folder.toString())).isEqualTo(1);
        assertThat(text(err)).contains(folder.resolve("settings.json") + " has comments or is no JSON object");
        assertThat(folder.resolve("settings.json")).hasContent(commented);

        Path other = folder.resolve("other");
        assertThat(run(other.toString(), other.toString())).isEqualTo(1);
        assertThat(text(err)).contains("there is no file " + other.resolve("index.json") + ".");
    }

    /** What an endpoint takes, as Camel has it at run time. */
    private static Set<String> options() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            EndpointUriFactory factory = camel.getCamelContextExtension().getEndpointUriFactory("redis-streams");
            return new TreeSet<>(factory.propertyNames());
        }
    }

    private int run(String... arguments) {
        return new CatalogCommand(
                        VestnikApplication.class,
                        LibraryFolder.DEFAULT,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private JsonNode json(String file) throws IOException {
        return JSON.readTree(folder.resolve(file).toFile());
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> lines(JsonNode snippet) {
        List<String> lines = new ArrayList<>();
        snippet.path("body").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
