package dev.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitDetectorTest {
    private final MovableClock clock = new MovableClock();
    private final RateLimitDetector flooding = new RateLimitDetector(clock);

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
        flooding.accepted(4);

        assertThat(flooding.refused(3, Duration.ofSeconds(5))).isFalse();
    }

    @Test
    void withoutATimeEachRefusalInARowDoublesThePauseUpToAMinute() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(flooding.pause(1, null)).isEqualTo(Duration.ofSeconds(seconds));
            flooding.refused(1, Duration.ofSeconds(seconds));
        }
        assertThat(flooding.pause(2, null)).as("another chat").isEqualTo(Duration.ofSeconds(1));
        assertThat(flooding.pause(1, Duration.ofSeconds(7)))
                .as("the time that is given")
                .hasSeconds(7);
        flooding.accepted(1);
        assertThat(flooding.pause(1, null)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aChatIsHeldForLongIfItsPausesTakeMoreThanAMinute() {
        flooding.refused(1, Duration.ofSeconds(61));
        flooding.refused(2, Duration.ofSeconds(40));
        assertThat(flooding.heldForLong()).containsOnlyKeys(1L);

        clock.advance(Duration.ofSeconds(40));
        flooding.refused(2, Duration.ofSeconds(40));
        assertThat(flooding.heldForLong()).containsOnlyKeys(1L, 2L);

        flooding.accepted(2);
        assertThat(flooding.heldForLong()).containsOnlyKeys(1L);
        clock.advance(Duration.ofMinutes(3));
        assertThat(flooding.heldForLong()).as("nothing was tried for long").isEmpty();
    }

    @Test
    void telegramRefusesAllIfNothingWasAcceptedForSomeSeconds() {
        flooding.refused(1, Duration.ofSeconds(9));
        assertThat(flooding.refusesAll()).isFalse();
        clock.advance(Duration.ofSeconds(3));
        assertThat(flooding.refusesAll()).isTrue();
        flooding.accepted(2);
        assertThat(flooding.refusesAll()).isFalse();
    }
}
