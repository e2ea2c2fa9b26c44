package dev.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.testing.MovableClock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TelegramCircuitBreakerTest {
    private final MovableClock clock = new MovableClock();
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
        clock.advance(Duration.ofSeconds(4));
        assertThat(outage.enter()).as("the probe").isEmpty();
        assertThat(outage.enter()).as("beside the probe").isPresent();
    }

    @Test
    void anAnswerToAnotherCallMakesTheNextMessageAProbe() {
        failChats(3);
        assertThat(outage.answered()).isTrue();

        assertThat(outage.enter()).as("the probe").isEmpty();
        assertThat(outage.enter()).as("beside the probe").isPresent();
        outage.answered();
        outage.failed(1, DeliveryFailure.TELEGRAM_DOWN);
        assertThat(outage.enter()).as("it failed after the answer").isPresent();
    }

    @Test
    void whileOtherCallsGetNoAnswerNoMessageIsTried() {
        failChats(3);
        for (int i = 0; i < 30; i++) {
            outage.asked();
            clock.advance(Duration.ofSeconds(1));
            assertThat(outage.enter()).isPresent();
        }
    }

    @Test
    void messagesWithoutAnAnswerForSomeSecondsMeanThatTelegramIsAway() {
        outage.began();
        outage.began();
        clock.advance(Duration.ofSeconds(2));
        assertThat(outage.cause()).contains(DeliveryFailure.TELEGRAM_DOWN);
        assertThat(outage.enter()).isPresent();

        outage.ended(true);
        outage.succeeded();
        assertThat(outage.cause()).as("another one was answered").isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(outage.cause()).contains(DeliveryFailure.TELEGRAM_DOWN);
        outage.ended(false);
        assertThat(outage.cause()).isEmpty();
    }

    @Test
    void whileItIsClosedAnAnswerIsNoNews() {
        assertThat(outage.answered()).isFalse();
        failChats(3);
        assertThat(outage.enter()).isPresent();
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
        assertThat(outage.enter()).contains(Duration.ofSeconds(1));
    }

    private void failChats(int chats) {
        for (long chat = 1; chat <= chats; chat++) {
            outage.failed(chat, DeliveryFailure.TELEGRAM_DOWN);
        }
    }
}
