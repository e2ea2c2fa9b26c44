package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The section of docs/editing.md on the sandbox: its commands work, and its table is complete. */
class SandboxControlIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void theSandboxIsControlledAsDocumented() throws Exception {
        Program.require("curl");
        String page = Files.readString(Path.of("docs/editing.md"));
        String section = page.substring(page.indexOf("## Try a route in the sandbox"));
        String commands = section.substring(section.indexOf("```bash") + 7, section.indexOf("```\n\nBodies"))
                .replace("curl ", "curl -sS --fail-with-body ");
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of("+70000000001,Анна Орлова,north,operator,ru,"),
                List.of("north,Север"),
                List.of("10.1.0.0/16,north"));
        try (RunningVestnik vestnik =
                RunningVestnik.start(folder, "vestnik.directory.folder=" + folder.resolve("directory"))) {
            Program said = Program.run(
                    Map.of(),
                    "",
                    "/bin/sh",
                    "-e",
                    "-c",
                    commands.replace("localhost:8080", "127.0.0.1:" + vestnik.port()));

            assertThat(said.exit()).as(said.output() + said.errors()).isZero();
            SandboxClient sandbox = vestnik.sandbox();
            Awaitility.await("on duty").atMost(PATIENCE).until(() -> String.join("\n", sandbox.texts(1001))
                    .contains("заступили на дежурство"));
            assertThat(sandbox.get("/sandbox/clock").path("offset").asLong())
                    .isEqualTo(Duration.ofMinutes(5).toMillis());
            assertThat(sandbox.get("/sandbox/faults").path("errorRate").asDouble())
                    .isZero();
            assertThat(Pattern.compile("`((?:GET|PUT|POST|DELETE) /sandbox/[^`]*)`")
                            .matcher(section)
                            .results()
                            .map(found -> found.group(1)))
                    .containsExactlyInAnyOrderElementsOf(controls(vestnik));
        }
    }

    private static List<String> controls(RunningVestnik vestnik) {
        return vestnik
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(mapping -> mapping.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + path)))
                .filter(control -> control.contains(" /sandbox/"))
                .toList();
    }
}
