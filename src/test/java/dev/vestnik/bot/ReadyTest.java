package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Role;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator asks who would be woken now, through the shipped routes. */
class ReadyTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @AutoClose
    private BotRoute bot;

    private ChatUser anna;
    private ChatUser clara;

    @BeforeEach
    void start() throws Exception {
        bot = new BotRoute(REDIS);
        anna = bot.anna();
        clara = bot.clara();
    }

    @Test
    void eachAreaShowsWhoWouldBeWokenInEachStep() {
        anna.types("/poolon");

        assertThat(clara.types("/ready").lines())
                .containsExactly(
                        "✅ <b>Somebody would be woken in each area now.</b>",
                        "",
                        "🔴 <b>Север</b>: wakes Анна Орлова",
                        "– on duty: Анна Орлова",
                        "– responsible for the area: Анна Орлова, Clara Smith",
                        "– administrators: Clara Smith",
                        "",
                        "🔴 <b>Юг</b>: wakes Clara Smith",
                        "– on duty: nobody",
                        "– responsible for the area: Clara Smith, Борис Лебедев (not logged in)",
                        "– administrators: Clara Smith",
                        "",
                        "🔴 <b>unknown area</b>: wakes Clara Smith",
                        "– administrators: Clara Smith");
    }

    @Test
    void theStepsOfAnAreasOwnEscalationAreShown() {
        bot.list(Directory.of(
                Samples.DIRECTORY.people(),
                Samples.DIRECTORY.areas(),
                Samples.DIRECTORY.ranges(),
                Map.of("north", "90s same|10m area|1h administrators|90m route", "south", "none"),
                Map.of()));

        assertThat(clara.types("/ready"))
                .contains("– if nobody takes it: the same again after 90 s, the whole area after 10 min, the"
                        + " administrators after 1 h, your route after 90 min; then every 15 min")
                .contains("– if nobody takes it, nobody else is told")
                .containsOnlyOnce("then every");
    }

    @Test
    void whoWouldNotBeWokenIsNamedWithTheReason() {
        ChatUser boris = bot.boris();
        boris.types("/poolon");
        boris.membership("kicked");
        bot.users().disable(1001);
        bot.users().toggle(1003, "critical");

        String answer = clara.types("/ready");

        assertThat(answer)
                .contains("– responsible for the area: Анна Орлова (notifications are off), "
                        + "Clara Smith (this status is not selected)")
                .contains("– on duty: Борис Лебедев (the bot is blocked)")
                .contains("🔴 <b>Север</b>: wakes Clara Smith, although they have not selected this status");
    }

    @Test
    void areasWithoutAnybodyComeFirstAndTheRestFollowsOnPages() {
        Map<String, String> areas = new HashMap<>();
        for (int i = 10; i < 30; i++) {
            areas.put("a" + i, "Area " + i);
        }
        bot.list(Directory.of(
                List.of(
                        Samples.person(ANNA.phone(), "Анна Орлова", Role.OPERATOR, "a20"),
                        Samples.person(CLARA.phone(), "Clara Smith", Role.ADMIN, "a21")),
                areas,
                Map.of()));
        bot.users().disable(1003);
        clara.types("/start");

        String first = clara.types("/ready");

        assertThat(first)
                .startsWith("❗️ <b>Nobody would be woken, areas: 20</b>")
                .contains("Areas 1–8 of 21");
        assertThat(first.indexOf("Area 10")).isPositive();
        assertThat(clara.presses("2 ▶")).contains("Areas 9–16 of 21");
        assertThat(clara.presses("3 ▶")).contains("🔴 <b>Area 20</b>: wakes Анна Орлова");
        assertThat(clara.presses("◀ 2")).contains("Areas 9–16 of 21");
    }

    @Test
    void othersAreRefusedWithASentence() {
        assertThat(anna.types("/ready")).isEqualTo("Команда /ready — только для администраторов.");
        anna.pressesData("ready:0", 5);
        assertThat(anna.toast()).isEqualTo("Это видят только администраторы");
        assertThat(anna.types("/help")).doesNotContain("/ready");
        assertThat(clara.types("/help")).contains("/ready — who would be woken now in each area");
        assertThat(clara.types("/ready north")).contains("/ready").contains("north");
    }
}
