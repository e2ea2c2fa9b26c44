package dev.vestnik.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.start.failure.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of local route files that Camel would not explain. */
class RouteFilesCheckTest {
    @TempDir
    private Path local;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| is empty: write a list of routes",
                "# later;;| is empty: write a list of routes",
                "# mine;route:;  id: x|, line 2: a file of routes is a list",
                "from:;  uri: timer:x|, line 1: a file of routes is a list",
                "- interceptSendToEndpoint:;    uri: telegram:bots|, line 1: interceptSendToEndpoint would act on",
                "- routeConfiguration:;    interceptSendToEndpoint:;      - x|, line 2: interceptSendToEndpoint would act on"
            })
    void aFaultyFileIsRefusedWithItsLine(String text, String sentence) throws IOException {
        Path file = Files.writeString(local.resolve("x.camel.yaml"), text.replace(';', '\n'));

        assertThatThrownBy(() -> RouteFilesCheck.check(local))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(sentence);
    }

    @Test
    void aFileThatIsNotLoadedIsNamed() throws IOException {
        Files.writeString(local.resolve("good.camel.yaml"), "---\n# mine\n- route:\n    id: x\n");
        Path yaml = Files.writeString(local.resolve("disk.yaml"), "- route:\n");
        Path java = Files.writeString(local.resolve("Disk.java"), "class Disk {}");

        RouteFilesCheck.check(local);

        assertThat(RouteFilesCheck.notLoaded(local)).containsExactly(java, yaml);
    }

    @Test
    void withoutTheFolderThereIsNothingToCheck() {
        RouteFilesCheck.check(local.resolve("absent"));
    }
}
