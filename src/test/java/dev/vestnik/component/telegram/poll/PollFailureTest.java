package dev.vestnik.component.telegram.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.telegram.TelegramRefusedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollFailureTest {
    @ParameterizedTest
    @ValueSource(longs = {40_000, 1_000_000_000, 9_000_000_000_000_000_000L})
    void theLongestPauseIsAnHour(long seconds) {
        assertThat(pause(Duration.ofSeconds(seconds))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void thePauseIsTheOneThatTelegramDemandsButNotShorterThanTheBackoff() {
        assertThat(pause(Duration.ofSeconds(17))).isEqualTo(Duration.ofSeconds(17));
        assertThat(pause(Duration.ofSeconds(-5))).isEqualTo(Duration.ofSeconds(2));
        assertThat(pause(null)).isEqualTo(Duration.ofSeconds(2));
    }

    private static Duration pause(@Nullable Duration retryAfter) {
        return PollFailure.of(new TelegramRefusedException("getUpdates", 429, "Too Many Requests", retryAfter, null))
                .pause(Duration.ofSeconds(2));
    }
}
