package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a start: short, with all addresses; a refused start ends with its reason. */
class StartLogIT {
    private static final int LINES = 15;

    @TempDir
    private Path folder;

    @Test
    void aStartLogsFewLinesAndSaysWhereEverythingIs() throws Exception {
        try (VestnikProcess process = start(Map.of()).awaitReady()) {
            List<String> lines = process.output().lines().toList();
            assertThat(lines.stream().filter(line -> line.contains(" INFO "))).hasSizeLessThanOrEqualTo(LINES);
            assertThat(lines.stream().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")))
                    .isEmpty();
            assertThat(process.output())
                    .doesNotContain("Standard Commons Logging")
                    .containsPattern("Started \\d+ routes in [0-9.]+ s")
                    .containsSubsequence(
                            "  Sandbox  ", "  Redis    ", "  Hawtio   ", "  Roles    ", "Vestnik is ready");
        }
    }

    @Test
    void aMisspeltSettingIsTheLastLine() throws Exception {
        refuses(
                Map.of("VESTNIK_ROLE", "bot"),
                "Vestnik does not start. VESTNIK_ROLE is not a setting of Vestnik: the nearest one is VESTNIK_ROLES.");
    }

    @Test
    void aRedisThatDoesNotAnswerIsTheLastLine() throws Exception {
        String redis = "redis://127.0.0.1:1";
        refuses(
                Map.of("VESTNIK_SANDBOX", "true", "REDIS_URL", redis, "VESTNIK_REDIS_PATIENCE", "1s"),
                "Vestnik does not start. Redis at 127.0.0.1:1 does not answer (Connection refused): start it, or correct"
                        + " REDIS_URL.");
    }

    private void refuses(Map<String, String> environment, String sentence) throws Exception {
        try (VestnikProcess process = start(environment)) {
            assertThat(process.awaitEnd()).as("exit code").isEqualTo(1);
            assertThat(process.output().stripTrailing().lines().toList())
                    .hasSizeLessThanOrEqualTo(LINES)
                    .noneMatch(line -> line.startsWith("\tat "))
                    .endsWith(sentence);
        }
    }

    private VestnikProcess start(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("VESTNIK_REDIS_FOLDER", folder.resolve("redis").toString());
        all.put("SERVER_PORT", "0");
        all.put("MANAGEMENT_SERVER_PORT", "0");
        return VestnikProcess.start(folder.resolve("log"), all);
    }
}
