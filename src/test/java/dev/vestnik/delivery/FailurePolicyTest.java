package dev.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    @Test
    void thePauseAfterA429IsTheTimeThatTelegramGivesUpToAnHour() {
        assertThat(pause("Too Many Requests: retry after 7", Duration.ofSeconds(7)))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(pause("Too Many Requests", Duration.ofSeconds(40_000))).isEqualTo(Duration.ofHours(1));
        assertThat(pause("Too Many Requests", Duration.ofSeconds(Long.MAX_VALUE)))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theTimeMayBeInWordsOnly() {
        assertThat(pause("Too Many Requests: retry after 33", null)).isEqualTo(Duration.ofSeconds(33));
        assertThat(pause("Too Many Requests: Retry After 999999999", null)).isEqualTo(Duration.ofHours(1));
        assertThat(pause("Too Many Requests", null)).as("none is given").isNull();
    }

    private static @Nullable Duration pause(String description, @Nullable Duration retryAfter) {
        return FailurePolicy.retryAfter(new TelegramError(429, description, retryAfter, null));
    }
}
