package dev.vestnik.sandbox;

import static dev.vestnik.sandbox.SandboxFixture.ANNA;
import static dev.vestnik.sandbox.SandboxFixture.BORIS;
import static dev.vestnik.sandbox.SandboxFixture.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.fault.Faults;
import dev.vestnik.sandbox.fault.RateLimits;
import dev.vestnik.sandbox.protocol.ApiResponse;
import dev.vestnik.sandbox.protocol.SandboxJson;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final SandboxFixture fixture = new SandboxFixture();

    @BeforeEach
    void withoutLimits() {
        fixture.bot.limits(RateLimits.NONE);
    }

    @Test
    void aFailingCallIsNotDone() {
        fixture.bot.faults(faults(Duration.ZERO, 0.5, 502, 0, Set.of()));
        long failed = 0;
        for (int i = 0; i < 200; i++) {
            ApiResponse.Answered answer = (ApiResponse.Answered) send(ANNA);
            failed += answer.status() == 502 ? 1 : 0;
        }
        assertThat(failed).isBetween(60L, 140L);
        assertThat(fixture.bot.journal().last()).isEqualTo(200 - failed);
        assertThat(fixture.bot.counters().refusals()).containsEntry(502, failed);
    }

    @Test
    void aDroppedCallIsDone() {
        fixture.bot.faults(faults(Duration.ZERO, 0, 502, 1, Set.of("sendMessage")));
        assertThat(send(ANNA)).isEqualTo(new ApiResponse.Dropped(Duration.ZERO));
        assertThat(fixture.bot.chat(ANNA).messages(0)).hasSize(1);
        assertThat(fixture.call("getMe", SandboxJson.object()).path("ok").asBoolean())
                .as("another method is not concerned")
                .isTrue();
        assertThat(fixture.bot.counters().unanswered()).isEqualTo(1);
    }

    @Test
    void latencyOfOneChatIsItsOwn() {
        fixture.bot.chat(ANNA).faults(faults(Duration.ofSeconds(20), 0, 502, 0, Set.of()));
        assertThat(((ApiResponse.Answered) send(ANNA)).delay()).isEqualTo(Duration.ofSeconds(20));
        assertThat(((ApiResponse.Answered) send(BORIS)).delay()).isEqualTo(Duration.ZERO);
    }

    @Test
    void theSameSeedMeetsTheSameCalls() {
        assertThat(hundredSends()).isEqualTo(hundredSends());
    }

    @Test
    void resetMakesAllNew() {
        fixture.bot.faults(faults(Duration.ofSeconds(9), 0.1, 502, 0.1, Set.of()));
        fixture.people.text(ANNA, ANNA, "left");
        fixture.people.standing(BORIS, SandboxChat.Standing.BLOCKED);
        send(ANNA);
        fixture.bot.reset();
        assertThat(fixture.bot.faults()).isEqualTo(Faults.NONE);
        assertThat(fixture.bot.chat(ANNA).messages(0)).isEmpty();
        assertThat(fixture.updates(0)).isEmpty();
        assertThat(fixture.send(BORIS, "x").path("ok").asBoolean()).isTrue();
        assertThat(fixture.bot.counters().calls()).containsOnlyKeys("getUpdates", "sendMessage");
    }

    @Test
    void nonsenseIsNoFault() {
        assertThatThrownBy(() -> faults(Duration.ZERO, 1.5, 502, 0, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults(Duration.ZERO, 0, 404, 0, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String hundredSends() {
        fixture.bot.faults(faults(Duration.ZERO, 0.3, 503, 0, Set.of()));
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            statuses.append(((ApiResponse.Answered) send(ANNA)).status()).append(' ');
        }
        return statuses.toString();
    }

    private ApiResponse send(long chat) {
        return fixture.outcome("sendMessage", to(chat).put("text", "x"));
    }

    private static Faults faults(Duration latency, double errors, int status, double drops, Set<String> methods) {
        return new Faults(latency, Duration.ZERO, errors, status, drops, Duration.ZERO, methods, 7);
    }
}
