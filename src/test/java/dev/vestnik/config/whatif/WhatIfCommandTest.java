package dev.vestnik.config.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
        assertThat(refusal())
                .startsWith("what-if compares with a change: name another directory, other settings, or both.");
        assertThat(refusal("--since")).startsWith("--since needs a value.");
        assertThat(refusal("--since", "soon")).startsWith("--since is 'soon', but must be a time such as 12h or 7d.");
        assertThat(refusal("--directory", "nowhere")).startsWith("There is no folder nowhere.");
        assertThat(refusal("--settings", "nothing.yml")).startsWith("There is no file nothing.yml.");
        assertThat(refusal("--routes", "x")).startsWith("what-if does not know --routes.");
    }

    @Test
    void argumentsAreReadInAnyOrder() {
        WhatIfArguments arguments = WhatIfArguments.parse(
                List.of("--json", "--directory", folder.toString(), "--all-on-duty", "--since", "12h"));
        assertThat(arguments).isEqualTo(new WhatIfArguments(Duration.ofHours(12), folder, null, true, true));
    }

    @Test
    void helpNamesEachArgument() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);

        assertThat(new WhatIfCommand(print, print, Clock.systemUTC()).run(List.of("--help")))
                .isEqualTo(WhatIfCommand.DONE);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("  --since", "  --directory", "  --settings", "  --all-on-duty", "  --json");
    }

    private static String refusal(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
        int status = new WhatIfCommand(print, print, Clock.systemUTC()).run(List.of(arguments));
        assertThat(status).isEqualTo(WhatIfCommand.WRONG_USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(WhatIfArguments.USAGE);
        return err.toString(StandardCharsets.UTF_8);
    }
}
