package dev.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RateLimitDetectorTest {
    private final RateLimitDetector flooding = new RateLimitDetector(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void threeChatsToldTheSameMomentAreTheWholeBot() {
        assertThat(flooding.refused(1, Duration.ofSeconds(30))).isFalse();
        assertThat(flooding.refused(2, Duration.ofSeconds(29))).isFalse();
        assertThat(flooding.refused(3, Duration.ofSeconds(30))).isTrue();
        assertThat(flooding.refused(1, Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void chatsThatAreToldMomentsOfTheirOwnHaveLimitsOfTheirOwn() {
        assertThat(flooding.refused(1, Duration.ofSeconds(60))).isFalse();
        assertThat(flooding.refused(2, Duration.ofSeconds(40))).isFalse();
        assertThat(flooding.refused(3, Duration.ofSeconds(20))).isFalse();
    }

    @Test
    void oneChatRefusedAgainAndAgainIsOneChat() {
        for (int i = 0; i < 10; i++) {
            assertThat(flooding.refused(1, Duration.ofSeconds(5))).isFalse();
        }
    }

    @Test
    void whereAChatIsLetThroughItIsNotTheBot() {
        flooding.refused(1, Duration.ofSeconds(5));
        flooding.refused(2, Duration.ofSeconds(5));
        flooding.accepted();

        assertThat(flooding.refused(3, Duration.ofSeconds(5))).isFalse();
    }
}
