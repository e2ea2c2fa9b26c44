package dev.vestnik.config.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestnik.VestnikApplication;
import dev.vestnik.event.Status;
import dev.vestnik.start.failure.StartRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIfCommandTest {
    @TempDir
    private Path folder;

    @Test
    void wrongArgumentsAreASentenceAndTheUsage() {
        assertThat(refusal()).startsWith("what-if compares with a change: name other routes,");
        assertThat(refusal("--since")).startsWith("--since needs a value.");
        assertThat(refusal("--since", "soon")).startsWith("--since is 'soon', but must be a time such as 12h or 7d.");
        assertThat(refusal("--directory", "nowhere")).startsWith("There is no folder nowhere.");
        assertThat(refusal("--settings", "nothing.yml")).startsWith("There is no file nothing.yml.");
        assertThat(refusal("--since", "-1h")).startsWith("--since is '-1h'");
        assertThat(refusal("--routes", "x")).startsWith("There is no folder x.");
        assertThat(refusal("--statuses", "x")).startsWith("There is no file x.");
        assertThat(refusal("--route", "x")).startsWith("what-if does not know --route.");
    }

    @Test
    void argumentsAreReadInAnyOrder() {
        WhatIfArguments arguments = WhatIfArguments.parse(
                List.of("--json", "--directory", folder.toString(), "--all-on-duty", "--since", "12h"));
        assertThat(arguments)
                .isEqualTo(new WhatIfArguments(Duration.ofHours(12), folder, null, null, null, true, true));
    }

    @Test
    void helpNamesEachArgument() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);

        assertThat(new WhatIfCommand(VestnikApplication.class, print, print, Clock.systemUTC()).run(List.of("--help")))
                .isEqualTo(WhatIfCommand.DONE);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "  --since",
                        "  --directory",
                        "  --settings",
                        "  --statuses",
                        "  --routes",
                        "  --all-on-duty",
                        "  --json");
    }

    @Test
    void aListOfStatusesStandsAloneOrAsInTheSettings() throws IOException {
        String list = "[{name: down, rank: 10, emoji: x, names: {en: Down}, opens: true, wakes: true}]";
        for (String before : List.of("", "statuses: ", "vestnik.statuses: ")) {
            assertThat(StatusesFile.read(file(before + list)))
                    .extracting(Status::name, Status::rank, Status::opens, Status::closes, Status::wakes)
                    .containsExactly(tuple("down", 10, true, false, true));
        }

        assertThatThrownBy(() -> StatusesFile.read(file("vestnik: {statuses: []}")))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("There are no statuses in ");
        assertThatThrownBy(() -> StatusesFile.read(file(list.replace("10", "high"))))
                .hasMessageContaining("rank")
                .hasMessageContaining("high");
        assertThatThrownBy(() -> StatusesFile.read(file("{"))).hasMessageContaining("cannot be read");
    }

    @Test
    void aFaultOfARouteIsNamedWithItsLine() throws IOException {
        Path route = folder.resolve("event-dispatch.camel.yaml");
        Files.writeString(
                route,
                Files.readString(Path.of("routes/event-dispatch.camel.yaml"))
                        .replace("method: findRecipients", "method: findAll"));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);

        assertThat(new WhatIfCommand(VestnikApplication.class, print, print, Clock.systemUTC())
                        .run(List.of("--routes", folder.toString())))
                .isEqualTo(WhatIfCommand.REFUSED);

        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(route + ":").contains("findAll");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("statuses.yml"), text);
    }

    private static String refusal(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
        int status =
                new WhatIfCommand(VestnikApplication.class, print, print, Clock.systemUTC()).run(List.of(arguments));
        assertThat(status).isEqualTo(WhatIfCommand.WRONG_USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(WhatIfArguments.USAGE);
        return err.toString(StandardCharsets.UTF_8);
    }
}
