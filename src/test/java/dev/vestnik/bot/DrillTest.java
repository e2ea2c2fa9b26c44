package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Role;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator starts a drill, and the people of the area answer it, through the shipped routes. */
class DrillTest {
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
    void theReportShowsWhoAnsweredAndHowFastAndIsFinalAfterTenMinutes() {
        anna.types("/poolon");
        clara.types("/poolon");

        assertThat(clara.types("/drill Север"))
                .isEqualTo("🧪 Start a drill for the area “Север”? It wakes: <b>Clara Smith, Анна Орлова</b>.");
        assertThat(bot.accepted()).as("not before the confirmation").isEmpty();
        assertThat(clara.presses("Start"))
                .isEqualTo("🧪 <b>Drill: Север</b>\nAnswered: <b>0 of 2</b>. It lasts 10 minutes.\n\n"
                        + "⏳ Clara Smith\n⏳ Анна Орлова");

        assertThat(bot.accepted())
                .extracting(event -> event.path("title").asText())
                .containsExactlyInAnyOrder("Drill: Север", "Учебная тревога: Север");
        JsonNode russian = bot.accepted().stream()
                .filter(event -> event.path("id").asText().endsWith("-ru"))
                .findFirst()
                .orElseThrow();
        assertThat(russian.path("to")).hasToString("[\"" + ANNA.phone() + "\"]");
        assertThat(russian.path("status").asText()).isEqualTo("info");

        bot.passes(Duration.ofSeconds(75));
        anna.pressesData("drill:1:here", 40);
        assertThat(anna.toast()).isEqualTo("Принято: 1 мин 15 с");
        assertThat(anna.look()).isEmpty();
        clara.look();
        assertThat(clara.last())
                .contains("Answered: <b>1 of 2</b>")
                .contains("✅ Анна Орлова — 1 min 15 s\n⏳ Clara Smith");

        bot.passes(Duration.ofSeconds(30));
        anna.pressesData("drill:1:here", 40);
        assertThat(anna.toast()).as("the first press counts").isEqualTo("Принято: 1 мин 15 с");

        bot.passes(Duration.ofMinutes(9));
        clara.look();
        assertThat(clara.last()).contains("Result: <b>1 of 2</b> answered").contains("❌ Clara Smith — no answer");
        clara.pressesData("drill:1:here", 41);
        assertThat(clara.toast()).isEqualTo("The drill is over, the answer does not count");
        bot.passes(Duration.ofSeconds(10));
        assertThat(REDIS.commands().zcard(REDIS.keys().runningDrills())).isZero();
        assertThat(REDIS.commands().pttl(REDIS.keys().drill(1))).isPositive();
        assertThat(bot.incidents().find("drill-1-ru")).isEmpty();
    }

    @Test
    void administratorsHaveTheirCommandsInTheirMenuInTheirLanguage() {
        assertThat(menu(1003)).contains("drill: a drill for an area", "ready: who would be woken now in each area");
        assertThat(menu(1001)).as("the list for the language of the app").isEmpty();
        clara.types("/language ru");
        assertThat(menu(1003)).contains("drill: учебная тревога на участке");
        anna.types("/language en");
        assertThat(menu(1001)).isNotEmpty().noneMatch(line -> line.startsWith("drill"));

        Directory before = bot.directory();
        bot.list(Directory.of(
                List.of(
                        Samples.person(ANNA.phone(), ANNA.name(), Role.ADMIN, "north"),
                        Samples.person(CLARA.phone(), CLARA.name(), Role.OPERATOR, "*")),
                before.areas(),
                before.ranges()));
        bot.directoryNotices().of(List.of(), before);
        assertThat(menu(1001)).contains("drill: a drill for an area");
        assertThat(menu(1003)).isNotEmpty().noneMatch(line -> line.startsWith("drill"));
        anna.types("/logout");
        anna.presses("Log out");
        assertThat(menu(1001)).isEmpty();
    }

    private List<String> menu(long chat) {
        CommandMenu.Listing listing = bot.menu(chat);
        return listing == null
                ? List.of()
                : listing.commands().stream()
                        .map(line -> line.command() + ": " + line.description())
                        .toList();
    }

    @Test
    void theConfirmationCountsOnceAndTheLastAnswerEndsTheDrill() {
        anna.types("/poolon");
        clara.types("/drill north");
        clara.presses("Start");
        clara.pressesData("drill:1:yes", 3);
        clara.pressesData("drill:1:no", 3);
        assertThat(clara.toast()).isEqualTo("This drill has already started");
        assertThat(bot.accepted().stream()
                        .map(event -> event.path("id").asText())
                        .distinct())
                .containsExactly("drill-1-ru");

        anna.pressesData("drill:1:here", 40);

        assertThat(clara.look()).singleElement().asString().contains("Result: <b>1 of 1</b> answered");
    }

    @Test
    void whatCannotBeDrilledIsExplained() {
        assertThat(clara.types("/drill"))
                .isEqualTo("For which area? Write for example: /drill North. Areas: Север, Юг.");
        assertThat(clara.types("/drill west")).isEqualTo("The directory has no area “west”. Areas: Север, Юг.");
        bot.users().disable(1003);
        assertThat(clara.types("/drill юг")).contains("Area “Юг”: nobody would be woken now");
        clara.types("/enable");
        clara.types("/drill юг");
        bot.users().disable(1003);
        assertThat(clara.presses("Start")).contains("nobody would be woken now");
        assertThat(bot.accepted()).isEmpty();
    }

    @Test
    void othersAreRefusedWithASentence() {
        assertThat(anna.types("/drill Север")).isEqualTo("Команда /drill — только для администраторов.");
        clara.types("/drill Север");
        anna.pressesData("drill:1:yes", 3);
        assertThat(anna.toast()).isEqualTo("Это видят только администраторы");
        assertThat(clara.presses("Do not start")).isEqualTo("There is no drill for the area “Север”.");
        ChatUser boris = new ChatUser(bot, 1002, "ru");
        boris.sharesOwn(BORIS.phone());
        for (String data : List.of("drill:1:here", "drill:9:here", "drill:", "drill:x:yes")) {
            boris.pressesData(data, 3);
            assertThat(boris.toast()).isIn("Эта тревога не для вас", "Этой учебной тревоги больше нет");
        }
    }
}
