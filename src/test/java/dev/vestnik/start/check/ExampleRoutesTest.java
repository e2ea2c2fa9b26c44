package dev.vestnik.start.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.VestnikApplication;
import dev.vestnik.start.LibraryFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in {@code docs/examples/routes}: each is short, and only its component is missing, if anything. */
class ExampleRoutesTest {
    private static final Path EXAMPLES = Path.of("docs/examples/routes");
    private static final int MOST_LINES = 17;

    @TempDir
    private Path folder;

    @Test
    void onlyTheNamedJarIsMissing() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

        new CheckCommand(VestnikApplication.class, LibraryFolder.DEFAULT, out, out).run(List.of(EXAMPLES.toString()));

        TreeMap<String, String> faults = new TreeMap<>();
        said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(EXAMPLES.toString()))
                .forEach(line -> faults.merge(
                        line.replaceFirst("^.*/(\\w+)[.]camel.*$", "$1"), line, (one, other) -> one + "\n" + other));
        // camel-sql and camel-paho-mqtt5 are on the class path of the tests.
        assertThat(faults.keySet()).as(faults.toString()).containsExactly("kafka", "rabbitmq");
        assertThat(faults.get("kafka")).endsWith(missing("kafka", "camel-kafka"));
        assertThat(faults.get("rabbitmq")).endsWith(missing("spring-rabbitmq", "camel-spring-rabbitmq"));
        assertThat(faults.values()).noneMatch(lines -> lines.contains("\n"));
    }

    private static String missing(String component, String artifact) {
        return "there is no component " + component + " on the class path: put org.apache.camel:" + artifact
                + ":4.17.0, with the jars that it needs, into lib/.";
    }

    @Test
    void eachIsShort() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml")).toList())
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThan(MOST_LINES + 1));
        }
    }

    @Test
    void componentsAreCopiedInTheVersionsOfVestnik() throws IOException {
        String own = Files.readString(Path.of("pom.xml"));
        String components = Files.readString(EXAMPLES.resolve("pom.xml"));

        assertThat(components).contains(part(own, "parent"), part(own, "camel.version"));
    }

    private static String part(String pom, String element) {
        return pom.substring(pom.indexOf("<" + element + ">"), pom.indexOf("</" + element + ">"));
    }

    @Test
    void linesOfAFileAreTaken() throws Exception {
        BlockingQueue<String> accepted = new LinkedBlockingQueue<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().addInitialProperty("LINES_FOLDER", folder.toString());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:accept")
                            .process(exchange ->
                                    accepted.add(exchange.getMessage().getBody(String.class)));
                }
            });
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:" + EXAMPLES.resolve("lines.camel.yaml")));
            camel.start();
            Files.writeString(folder.resolve("a.txt"), "not meant");
            Files.writeString(folder.resolve("a.ndjson"), "{\"title\":\"one\"}\n{\"title\":\"two\"}\n");

            assertThat(accepted.poll(30, TimeUnit.SECONDS)).isEqualTo("{\"title\":\"one\"}\n{\"title\":\"two\"}\n");
        }
        assertThat(folder.resolve(".done/a.ndjson")).exists();
        assertThat(folder.resolve("a.txt")).exists();
    }
}
