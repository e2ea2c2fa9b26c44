package dev.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.delivery.message.Examples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TelegramCircuitBreakerTest {
    private final Hands clock = new Hands();
    private final RandomGenerator unlucky = () -> 0L;
    private final TelegramCircuitBreaker outage = new TelegramCircuitBreaker(clock, unlucky);

    @Test
    void aChatThatFailsWaitsLongerAndLongerAndHoldsNobodyElse() {
        assertThat(outage.failed(1, DeliveryFailure.TELEGRAM_DOWN)).isEqualTo(Duration.ofSeconds(1));
        assertThat(outage.failed(1, DeliveryFailure.TELEGRAM_DOWN)).isEqualTo(Duration.ofSeconds(2));
        assertThat(outage.failed(1, DeliveryFailure.TELEGRAM_DOWN)).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 20; i++) {
            assertThat(outage.failed(1, DeliveryFailure.TELEGRAM_DOWN)).isLessThanOrEqualTo(Duration.ofSeconds(4));
        }
        assertThat(outage.enter()).isEmpty();
        assertThat(outage.cause()).isEmpty();
    }

    @Test
    void oneChatThatFailsForSomeSecondsWithoutASuccessMeansThatTelegramIsAway() {
        outage.failed(1, DeliveryFailure.TELEGRAM_DOWN);
        assertThat(outage.cause()).isEmpty();

        clock.advance(Duration.ofSeconds(3));

        assertThat(outage.cause()).contains(DeliveryFailure.TELEGRAM_DOWN);
        outage.failed(1, DeliveryFailure.TELEGRAM_DOWN);
        assertThat(outage.enter()).as("one probe at a time").isPresent();
        outage.succeeded();
        assertThat(outage.cause()).isEmpty();
    }

    @Test
    void whenManyChatsFailOneProbeGoesThroughAtATime() {
        failChats(3);

        assertThat(outage.cause()).contains(DeliveryFailure.TELEGRAM_DOWN);
        assertThat(outage.enter()).contains(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(outage.enter()).as("the probe").isEmpty();
        assertThat(outage.enter()).as("beside the probe").isPresent();
    }

    @Test
    void pausesBetweenProbesGrow() {
        failChats(3);
        for (int seconds = 1; seconds <= 4; seconds *= 2) {
            assertThat(outage.enter()).contains(Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds));
            assertThat(outage.enter()).isEmpty();
            outage.failed(9, DeliveryFailure.TELEGRAM_DOWN);
        }
        assertThat(outage.enter())
                .as("the end of an outage is found within five seconds")
                .contains(Duration.ofSeconds(4));
    }

    @Test
    void oneSuccessEndsIt() {
        failChats(3);
        outage.succeeded();

        assertThat(outage.enter()).isEmpty();
        assertThat(outage.cause()).isEmpty();
        assertThat(outage.failed(1, DeliveryFailure.TELEGRAM_DOWN)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aSuccessBetweenFailuresMeansThatTelegramIsThere() {
        failChats(2);
        outage.succeeded();
        failChats(2);

        assertThat(outage.cause()).isEmpty();
    }

    @Test
    void aWrongTokenStopsEverythingAtOnce() {
        outage.failed(1, DeliveryFailure.WRONG_TOKEN);

        assertThat(outage.cause()).contains(DeliveryFailure.WRONG_TOKEN);
        assertThat(outage.enter()).contains(Duration.ofSeconds(4));
    }

    private void failChats(int chats) {
        for (long chat = 1; chat <= chats; chat++) {
            outage.failed(chat, DeliveryFailure.TELEGRAM_DOWN);
        }
    }

    /** A clock that a test moves. */
    private static final class Hands extends Clock {
        private Instant now = Examples.NOW;

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
