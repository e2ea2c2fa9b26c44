package dev.vestnik.sandbox;

import static dev.vestnik.sandbox.SandboxFixture.ANNA;
import static dev.vestnik.sandbox.SandboxFixture.BORIS;
import static dev.vestnik.sandbox.SandboxFixture.GROUP;
import static dev.vestnik.sandbox.SandboxFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.sandbox.fault.RateLimit;
import dev.vestnik.sandbox.fault.RateLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final SandboxFixture fixture = new SandboxFixture();

    @Test
    void aChatTakesABurstAndThenOneASecond() {
        fixture.bot.limits(limits("unlimited", "1/s", 3, "unlimited"));
        assertThat(accepted(ANNA, 10)).isEqualTo(3);
        assertThat(refused(ANNA)).isEqualTo("Too Many Requests: retry after 1");
        assertThat(accepted(BORIS, 3)).as("another chat is not concerned").isEqualTo(3);
        fixture.advance(Duration.ofSeconds(1));
        assertThat(accepted(ANNA, 5)).isEqualTo(1);
        fixture.advance(Duration.ofSeconds(60));
        assertThat(accepted(ANNA, 10)).as("a burst again after a rest").isEqualTo(3);
    }

    @Test
    void aSenderThatKeepsThePaceIsNeverRefused() {
        fixture.bot.limits(limits("unlimited", "1/s", 3, "unlimited"));
        accepted(ANNA, 3);
        for (int second = 0; second < 30; second++) {
            fixture.advance(Duration.ofMillis(second % 2 == 0 ? 950 : 1050));
            assertThat(accepted(ANNA, 1)).isEqualTo(1);
        }
    }

    @Test
    void aGroupTakesTwentyAMinute() {
        fixture.bot.limits(limits("unlimited", "unlimited", 1, "20/m"));
        assertThat(accepted(GROUP, 30)).isEqualTo(20);
        assertThat(fixture.send(GROUP, "x")
                        .path("parameters")
                        .path("retry_after")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void theBotTakesThirtyASecondOverAllChats() {
        fixture.bot.limits(limits("30/s", "unlimited", 1, "unlimited"));
        assertThat(accepted(ANNA, 20) + accepted(BORIS, 20)).isBetween(30, 34);
        JsonNode answer = fixture.send(BORIS, "x");
        assertThat(answer.path("error_code").asInt()).isEqualTo(429);
        assertThat(answer.path("parameters").path("retry_after").asInt()).isEqualTo(1);
    }

    @Test
    void editsInAGroupAreLimitedOnTheirOwn() {
        fixture.bot.limits(limits("unlimited", "unlimited", 1, "20/m"));
        int message = fixture.send(GROUP, "0").path("result").path("message_id").asInt();
        int accepted = 0;
        for (int i = 1; i <= 30; i++) {
            JsonNode answer = fixture.call(
                    "editMessageText", to(GROUP).put("message_id", message).put("text", "" + i));
            accepted += answer.path("ok").asBoolean() ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(20);
    }

    @Test
    void withoutLimitsEverythingIsAccepted() {
        fixture.bot.limits(RateLimits.NONE);
        assertThat(accepted(ANNA, 1000)).isEqualTo(1000);
    }

    @Test
    void aChatThatIsPausedRefusesUntilItsTime() {
        fixture.bot.pause(fixture.bot.chat(ANNA), 60);
        assertThat(refused(ANNA)).isEqualTo("Too Many Requests: retry after 60");
        fixture.advance(Duration.ofSeconds(59));
        assertThat(refused(ANNA)).isEqualTo("Too Many Requests: retry after 1");
        assertThat(accepted(BORIS, 1)).isEqualTo(1);
        fixture.advance(Duration.ofSeconds(1));
        assertThat(accepted(ANNA, 1)).isEqualTo(1);
    }

    private int accepted(long chat, int calls) {
        int accepted = 0;
        for (int i = 0; i < calls; i++) {
            accepted += fixture.send(chat, "x").path("ok").asBoolean() ? 1 : 0;
        }
        return accepted;
    }

    private String refused(long chat) {
        return fixture.send(chat, "x").path("description").asText();
    }

    private static RateLimits limits(String bot, String chat, int burst, String group) {
        return new RateLimits(RateLimit.parse(bot, 30), RateLimit.parse(chat, burst), RateLimit.parse(group, 20));
    }
}
