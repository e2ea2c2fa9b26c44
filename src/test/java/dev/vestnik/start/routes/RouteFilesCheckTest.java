package dev.vestnik.start.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of route files that Camel would not explain; those of local files do not stop the start. */
class RouteFilesCheckTest {
    @TempDir
    private Path folder;

    private Path routes;
    private Path local;

    @BeforeEach
    void folders() throws IOException {
        routes = folder.resolve("routes");
        local = Files.createDirectories(routes.resolve("local"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|: it is empty: write a list of routes",
                "# later;;|: it is empty: write a list of routes",
                "# mine;route:;  id: x|:2: a file of routes is a list",
                "from:;  uri: timer:x|:1: a file of routes is a list",
                "hello|:1: a file of routes is a list",
                "- route:;    id: x;- hello|:1: a route needs \"from:\"",
                "- hello|:1: an element of the list is a definition",
                "- route:;  id: x: y|:2: mapping values are not allowed here.",
                "- route:;\tid: x|:2: found character",
                "- route: # \u0001x|:1: the character U+0001 is not allowed in YAML.",
                "- interceptSendToEndpoint:;    uri: telegram:bots|:1: interceptSendToEndpoint would act on",
                "- routeConfiguration:;    interceptSendToEndpoint:;      - x|:2: interceptSendToEndpoint would act on"
            })
    void aFaultyFileIsRefusedWithItsLine(String text, String sentence) throws IOException {
        Path file = Files.writeString(routes.resolve("x.camel.yaml"), text.replace(';', '\n'));
        Files.writeString(local.resolve("mine.camel.yaml"), text.replace(';', '\n'));

        assertThatThrownBy(() -> RouteFilesCheck.check(routes))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("mine");
    }

    @Test
    void aFileThatIsNotLoadedIsNamed() throws IOException {
        Files.writeString(
                local.resolve("good.camel.yaml"), "---\n# mine\n- route:\n    id: x\n    from: {uri: timer:x}\n");
        Path yaml = Files.writeString(local.resolve("disk.yaml"), "- route:\n");
        Path java = Files.writeString(local.resolve("Disk.java"), "class Disk {}");

        Path below = Files.writeString(
                Files.createDirectories(local.resolve("team")).resolve("deep.camel.yaml"), "- route:\n");
        Files.writeString(local.resolve("README.md"), "mine");

        RouteFilesCheck.check(routes);

        assertThat(RouteFilesCheck.notLoaded(routes)).containsExactly(java, yaml, below);
    }

    @ParameterizedTest
    @CsvSource({
        "route, '    from: {uri: timer:x}'",
        "routeConfiguration, '    onException: []'",
        "routeTemplate, '    from: {uri: timer:x}'"
    })
    void anIdThatAnotherFileHasIsRefusedWithBothPlaces(String kind, String more) throws IOException {
        String text = "- " + kind + ":\n    id: events\n" + more + "\n";
        Path shipped = Files.writeString(routes.resolve("shipped.camel.yaml"), text);
        Path mine = Files.writeString(local.resolve("mine.camel.yaml"), "# mine\n" + text);

        assertThat(RouteFilesCheck.faults(List.of(RouteFile.read(shipped), RouteFile.read(mine))))
                .extracting(RouteFault::text)
                .singleElement()
                .asString()
                .startsWith(mine + ":3: the id events is taken (" + shipped + ":2)");
        RouteFilesCheck.check(routes);
    }

    @Test
    void theShippedRoutesPass() {
        RouteFilesCheck.check(Path.of("routes"));
    }

    @Test
    void withoutTheFolderThereIsNothingToCheck() {
        RouteFilesCheck.check(routes.resolve("absent"));
    }
}
