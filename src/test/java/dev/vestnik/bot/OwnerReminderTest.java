package dev.vestnik.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.incident.Opening;
import dev.vestnik.incident.escalation.OwnerReminder;
import dev.vestnik.testing.RedisExtension;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an owner who has reported nothing for an hour reads and answers. */
class OwnerReminderTest {
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
        bot.open("n1", "critical", "Trunk down", "north", Duration.ZERO);
    }

    @Test
    void theOwnerStillWorksOnIt() {
        anna.pressesOnCard("take:1:1");
        bot.passes(Duration.ofMinutes(60));

        asked(anna);

        assertThat(anna.last())
                .isEqualTo("👤 #1 <b>Trunk down</b>: от вас давно нет новостей. Ещё в работе? "
                        + "Без ответа через 10 мин инцидент снова станет свободным.");
        assertThat(anna.buttons()).containsExactly("В работе", "Снять с себя");
        assertThat(anna.presses("В работе")).isEqualTo("👤 #1 <b>Trunk down</b>: остаётся у вас.");
        assertThat(clara.pressesOnCard("working:1:1")).isEqualTo("Somebody works on it already: Анна Орлова, 12:00");
        bot.passes(Duration.ofMinutes(59));
        assertThat(bot.reminders().toAsk(10)).as("the press counts as a report").isEmpty();
        anna.repliesTo(0, "x");
        bot.card("n1", 1001, 70);
        anna.repliesTo(70, "Еду на узел");
        bot.passes(Duration.ofMinutes(59));
        assertThat(bot.reminders().toAsk(10)).as("the note counts, too").isEmpty();
        bot.passes(Duration.ofMinutes(1));
        assertThat(bot.reminders().toAsk(10)).hasSize(1);
    }

    @Test
    void theOwnerGivesItUpOrDoesNotAnswer() {
        clara.pressesOnCard("take:1:1");
        asked(clara);
        clara.presses("Release");
        assertThat(clara.toast()).isEqualTo("#1 is free again");
        assertThat(bot.owner("n1")).isEmpty();

        clara.pressesOnCard("take:1:1");
        bot.passes(Duration.ofMinutes(60));
        OwnerReminder request = bot.reminders().toAsk(10).get(0);
        REDIS.commands().set(REDIS.keys().ownerAsked("n1"), Long.toString(request.report()));
        bot.passes(Duration.ofMinutes(10));
        bot.reminders().free(10).forEach(lapsed -> bot.says(bot.news().lapsed(lapsed)));
        assertThat(clara.look())
                .containsExactly("👤 #1 <b>Trunk down</b>: there was no answer, so the incident is free again.");
        assertThat(bot.history("n1")).last().isEqualTo("RELEASED Clara Smith");
        assertThat(clara.pressesOnCard("working:1:1")).isEqualTo("Nobody works on #1 at the moment");
    }

    private void asked(ChatUser owner) {
        bot.says(bot.news().ask(new OwnerReminder(new Opening("n1", 1, 1), owner.id(), 0), "Trunk down"));
        owner.look();
    }
}
