package dev.vestnik.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.start.StartMode.Given;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.settings.SandboxMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartModeTest {
    private static final String REDIS = "redis://localhost";

    @Test
    void nothingGivenIsTheSandboxOnLoopbackWithARedisFromTheJar() {
        assertThat(decide(SandboxMode.AUTO, false, null)).isEqualTo(new StartMode(true, true, true));
    }

    @ParameterizedTest
    @CsvSource({"AUTO", "FALSE"})
    void tokenAndRedisAreTheRealThing(SandboxMode mode) {
        assertThat(decide(mode, true, REDIS)).isEqualTo(new StartMode(false, false, false));
        assertThat(decide(mode, true, "embedded")).isEqualTo(new StartMode(false, true, false));
    }

    @Test
    void askedForTheSandboxUsesTheRedisThatIsGiven() {
        assertThat(decide(SandboxMode.TRUE, false, REDIS)).isEqualTo(new StartMode(true, false, false));
        assertThat(decide(SandboxMode.TRUE, false, "embedded")).isEqualTo(new StartMode(true, true, false));
        assertThat(decide(SandboxMode.TRUE, false, null)).isEqualTo(new StartMode(true, true, false));
    }

    @Test
    void embeddedAloneJoinsASandboxThatRuns() {
        assertThat(StartMode.decide(new Given(SandboxMode.AUTO, false, "embedded", false, true)))
                .isEqualTo(new StartMode(true, true, true));
    }

    @Test
    void refusesATokenAlone() {
        refuses(SandboxMode.AUTO, true, null, "TELEGRAM_BOT_TOKEN is given, but REDIS_URL is not");
    }

    @ParameterizedTest
    @CsvSource({"redis://localhost", "embedded"})
    void refusesARedisAlone(String url) {
        refuses(SandboxMode.AUTO, false, url, "REDIS_URL is given, but TELEGRAM_BOT_TOKEN is not");
    }

    @Test
    void refusesTheSandboxWithAToken() {
        refuses(SandboxMode.TRUE, true, REDIS, "VESTNIK_SANDBOX=true and TELEGRAM_BOT_TOKEN contradict each other");
    }

    @Test
    void refusesToWorkWithoutTheSandboxWhereTokenOrRedisIsMissing() {
        refuses(SandboxMode.FALSE, false, REDIS, "VESTNIK_SANDBOX=false needs TELEGRAM_BOT_TOKEN");
        refuses(SandboxMode.FALSE, true, null, "VESTNIK_SANDBOX=false needs REDIS_URL");
    }

    @Test
    void refusesTheSandboxInPlaceOfAnotherServer() {
        assertThatThrownBy(() -> StartMode.decide(new Given(SandboxMode.AUTO, false, null, true, false)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("TELEGRAM_BASE_URI is given, but the sandbox would take its place");
    }

    private static StartMode decide(SandboxMode sandbox, boolean token, @Nullable String redis) {
        return StartMode.decide(new Given(sandbox, token, redis, false, false));
    }

    private static void refuses(SandboxMode sandbox, boolean token, @Nullable String redis, String sentence) {
        assertThatThrownBy(() -> decide(sandbox, token, redis))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageEndingWith(".");
    }
}
