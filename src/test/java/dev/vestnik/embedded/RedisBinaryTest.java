package dev.vestnik.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisBinaryTest {
    @Test
    void whereTheJarHoldsNoneItSaysWhichRedisToRun(@TempDir Path folder) {
        String real = System.setProperty("os.name", "Plan 9");
        try {
            assertThatThrownBy(() -> RedisBinary.in(folder))
                    .isInstanceOf(EmbeddedRedisException.class)
                    .hasMessage("There is no embedded Redis for Plan 9 on " + System.getProperty("os.arch")
                            + ": run a Redis 7.0 or newer and set REDIS_URL");
        } finally {
            System.setProperty("os.name", real);
        }
    }
}
