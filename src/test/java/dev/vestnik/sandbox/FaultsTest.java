package dev.vestnik.sandbox;

import static dev.vestnik.sandbox.Hands.ANNA;
import static dev.vestnik.sandbox.Hands.BORIS;
import static dev.vestnik.sandbox.Hands.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Hands hands = new Hands();

    @BeforeEach
    void withoutLimits() {
        hands.bot.limits(Limits.NONE);
    }

    @Test
    void aFailingCallIsNotDone() {
        hands.bot.faults(faults(Duration.ZERO, 0.5, 502, 0, Set.of()));
        long failed = 0;
        for (int i = 0; i < 200; i++) {
            Outcome.Answered answer = (Outcome.Answered) send(ANNA);
            failed += answer.status() == 502 ? 1 : 0;
        }
        assertThat(failed).isBetween(60L, 140L);
        assertThat(hands.bot.journal().last()).isEqualTo(200 - failed);
        assertThat(hands.bot.counters().refusals()).containsEntry(502, failed);
    }

    @Test
    void aDroppedCallIsDone() {
        hands.bot.faults(faults(Duration.ZERO, 0, 502, 1, Set.of("sendMessage")));
        assertThat(send(ANNA)).isEqualTo(new Outcome.Cut(Duration.ZERO));
        assertThat(hands.bot.chat(ANNA).messages(0)).hasSize(1);
        assertThat(hands.call("getMe", Json.object()).path("ok").asBoolean())
                .as("another method is not concerned")
                .isTrue();
        assertThat(hands.bot.counters().unanswered()).isEqualTo(1);
    }

    @Test
    void latencyOfOneChatIsItsOwn() {
        hands.bot.chat(ANNA).faults(faults(Duration.ofSeconds(20), 0, 502, 0, Set.of()));
        assertThat(((Outcome.Answered) send(ANNA)).delay()).isEqualTo(Duration.ofSeconds(20));
        assertThat(((Outcome.Answered) send(BORIS)).delay()).isEqualTo(Duration.ZERO);
    }

    @Test
    void theSameSeedMeetsTheSameCalls() {
        assertThat(hundredSends()).isEqualTo(hundredSends());
    }

    @Test
    void resetMakesAllNew() {
        hands.bot.faults(faults(Duration.ofSeconds(9), 0.1, 502, 0.1, Set.of()));
        hands.people.text(ANNA, ANNA, "left");
        hands.people.standing(BORIS, Chat.Standing.BLOCKED);
        send(ANNA);
        hands.bot.reset();
        assertThat(hands.bot.faults()).isEqualTo(Faults.NONE);
        assertThat(hands.bot.chat(ANNA).messages(0)).isEmpty();
        assertThat(hands.updates(0)).isEmpty();
        assertThat(hands.send(BORIS, "x").path("ok").asBoolean()).isTrue();
        assertThat(hands.bot.counters().calls()).containsOnlyKeys("getUpdates", "sendMessage");
    }

    @Test
    void nonsenseIsNoFault() {
        assertThatThrownBy(() -> faults(Duration.ZERO, 1.5, 502, 0, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults(Duration.ZERO, 0, 404, 0, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String hundredSends() {
        hands.bot.faults(faults(Duration.ZERO, 0.3, 503, 0, Set.of()));
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            statuses.append(((Outcome.Answered) send(ANNA)).status()).append(' ');
        }
        return statuses.toString();
    }

    private Outcome send(long chat) {
        return hands.outcome("sendMessage", to(chat).put("text", "x"));
    }

    private static Faults faults(Duration latency, double errors, int status, double drops, Set<String> methods) {
        return new Faults(latency, Duration.ZERO, errors, status, drops, Duration.ZERO, methods, 7);
    }
}
