package dev.vestnik.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.testing.RedisExtension;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A duty from its beginning to its end, through the shipped routes. It is 12:00 UTC, 15:00 in Moscow. */
class DutyShiftTest {
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
    void aDutyHasAnEndThatItsPersonMaySay() {
        assertThat(anna.types("/poolon 2ч")).contains("Вы заступили").contains("До 14:00 UTC");
        assertThat(anna.types("/me")).contains("Вы на дежурстве до 14:00 UTC");
        assertThat(anna.types("/poolon")).contains("уже на дежурстве").contains("До 14:00 UTC");
        assertThat(anna.types("/poolon до 18:30")).contains("уже на дежурстве").contains("До 18:30 UTC");
        assertThat(clara.types("/who")).contains("Анна Орлова (until 18:30 UTC)");
        assertThat(clara.types("/poolon")).contains("Until 24 Nov 00:00 UTC");
    }

    @Test
    void whoShowsWhereNobodyIsOnDutyNowAndLater() {
        anna.types("/poolon 2ч");
        assertThat(clara.types("/who"))
                .contains("Север: Анна Орлова (until 14:00 UTC)")
                .contains("⚠️ Юг: nobody is on duty")
                .endsWith("⏳ Nobody after 14:00 UTC: Север");
        clara.types("/poolon 3h");
        assertThat(anna.types("/who")).endsWith("⏳ После 15:00 UTC никого: Север, Юг");
        clara.types("/disable");
        clara.presses("Turn off");
        assertThat(anna.types("/who"))
                .endsWith("⚠️ Дежурные есть, но уведомлений не получают: Юг\n⏳ После 14:00 UTC никого: Север");
        bot.passes(Duration.ofHours(3));
        assertThat(anna.types("/who")).contains("⚠️ Время дежурства вышло, а смены нет: Север");
    }

    @Test
    void whatIsNoEndIsRefusedAndChangesNothing() {
        assertThat(anna.types("/poolon north 8h")).contains("Не понимаю время «north 8h»");
        assertThat(anna.types("/poolon 13h")).contains("не дольше 12 ч");
        assertThat(clara.types("/poolon later")).contains("do not understand").contains("later");
        assertThat(bot.user(1001).onDuty()).isFalse();
    }

    @Test
    void thePersonIsRemindedOnceAndMayExtend() {
        bot.open("n1", "critical", "Link down", "north", Duration.ZERO);
        anna.types("/poolon 2ч");
        bot.passes(Duration.ofMinutes(100));
        assertThat(anna.look()).isEmpty();

        bot.passes(Duration.ofMinutes(6));

        assertThat(anna.look())
                .singleElement()
                .asString()
                .contains("Дежурство закончится в 14:00 UTC")
                .contains("Открытых инцидентов: <b>1</b>")
                .contains("После вас никто не дежурит: Север");
        bot.passes(Duration.ofMinutes(1));
        assertThat(anna.look()).as("once").isEmpty();

        assertThat(anna.presses("+1 ч")).contains("Дежурство продлено до 15:00 UTC");
        bot.passes(Duration.ofMinutes(60));
        assertThat(anna.look()).singleElement().asString().contains("закончится в 15:00 UTC");
    }

    @Test
    void itEndsWhenSomebodyElseIsOnDuty() {
        anna.types("/poolon 1ч");
        clara.types("/poolon");
        bot.passes(Duration.ofMinutes(50));
        assertThat(anna.look()).singleElement().asString().contains("Продолжают дежурить: Clara Smith");

        bot.passes(Duration.ofMinutes(10));

        assertThat(anna.look())
                .singleElement()
                .asString()
                .contains("Дежурство закончилось")
                .contains("Clara Smith");
        assertThat(anna.keys()).first().isEqualTo("🟢 Заступить на дежурство");
        assertThat(bot.user(1001).onDuty()).isFalse();
        assertThat(bot.user(1003).onDuty()).isTrue();
    }

    @Test
    void itGoesOnWithoutASuccessorAndEndsWhenOneComes() {
        anna.types("/poolon 1ч");
        bot.passes(Duration.ofMinutes(50));
        anna.look();

        bot.passes(Duration.ofMinutes(11));

        assertThat(anna.look())
                .singleElement()
                .asString()
                .contains("сменить вас некому")
                .contains("Север");
        assertThat(bot.user(1001).onDuty()).isTrue();
        bot.passes(Duration.ofMinutes(30));
        assertThat(anna.look()).as("said once").isEmpty();

        clara.types("/poolon");
        bot.passes(Duration.ofMinutes(1));

        assertThat(anna.look()).singleElement().asString().contains("Дежурство закончилось");
        assertThat(bot.user(1001).onDuty()).isFalse();
    }

    @Test
    void theReminderTakesThePersonOffDuty() {
        clara.types("/poolon");
        anna.types("/poolon 10m");
        bot.passes(Duration.ZERO);
        anna.look();

        anna.presses("Сдать");

        assertThat(anna.last()).contains("Вы сдали дежурство");
        assertThat(bot.user(1001).onDuty()).isFalse();
    }
}
