package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.store.EventJson;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A duty is handed over: the report of the one who leaves, and the button of the one who accepts, through the shipped routes. It
 * is 12:00 UTC. Anna and Dina are responsible for the north, Boris for the south, Clara for all.
 */
class ShiftAcceptanceTest {
    private static final Person DINA = Samples.person("+79160000004", "Дина Белова", Role.OPERATOR, "north");

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @AutoClose
    private BotRoute bot;

    private ChatUser anna;
    private ChatUser clara;
    private ChatUser dina;

    @BeforeEach
    void start() throws Exception {
        bot = new BotRoute(REDIS);
        bot.list(directory(ANNA));
        anna = bot.anna();
        clara = bot.clara();
        dina = bot.loggedIn(1004, "ru", DINA);
    }

    private static Directory directory(Person anna) {
        return Directory.of(List.of(anna, BORIS, CLARA, DINA), Map.of("north", "Север", "south", "Юг"), Map.of());
    }

    /** An event was sent to this chat. */
    private void sent(long chat, String ref, String why, String key, String status, Duration ago) {
        REDIS.commands()
                .set(
                        REDIS.keys().event(ref),
                        EventJson.write(Samples.event(status).key(key).event()));
        Instant at = bot.clock().instant().minus(ago);
        REDIS.commands()
                .xadd(
                        REDIS.keys().ledgerDeliveries(chat),
                        Map.of("line", "SENT " + at.toEpochMilli() + " 55 ", "events", ref + "=" + why));
    }

    /** Anna is on duty until 13:00 and works on #1, and #2 is free. */
    private void annaWorks() {
        anna.types("/poolon 1ч");
        bot.open("n1", "critical", "Link down", "north", Duration.ZERO);
        bot.open("n2", "warning", "Fan slow", "north", Duration.ZERO);
        anna.pressesOnCard("take:1:1");
    }

    private static String offered(ChatUser user) {
        List<String> said = user.look();
        assertThat(said).hasSize(1);
        return said.get(0);
    }

    @Test
    void theReportSaysWhatTheDutyHasSeenAndWhatItLeaves() {
        sent(1001, "1-0", "duty", "old", "critical", Duration.ofMinutes(5));
        annaWorks();
        bot.passes(Duration.ofMinutes(20));
        bot.bean(IncidentHistory.class)
                .note(
                        bot.incidents().find("n1").orElseThrow(),
                        bot.clock().instant(),
                        "Борис Лебедев",
                        "Еду <на> узел");
        bot.happens("n2", "resolved", "Fan slow", "north", List.of(), Duration.ofMinutes(-20));
        sent(1001, "2-0", "duty", "n1", "critical", Duration.ofMinutes(15));
        sent(1001, "2-1", "escalated", "n1", "critical", Duration.ofMinutes(10));
        sent(1001, "2-1", "escalated", "n1", "critical", Duration.ofMinutes(5));
        sent(1001, "2-2", "handover", "old", "critical", Duration.ofMinutes(15));
        sent(1001, "2-3", "duty", "n2", "warning", Duration.ofMinutes(15));
        sent(1001, "2-4", "holder", "n2", "resolved", Duration.ZERO);

        bot.passes(Duration.ofMinutes(30));

        assertThat(offered(anna))
                .contains("Дежурство закончится в 13:00 UTC")
                .contains("Дежурство с 12:00 UTC")
                .contains("События: 🔴 2 · 🟡 1 · 🟢 1")
                .contains("Инциденты: открыто 2, устранено 1, взято вами 1")
                .contains("Заметок: 1")
                .contains("У вас в работе:\n🔴 #1 <b>Link down</b> · Север\n💬 Борис Лебедев: Еду &lt;на&gt; узел")
                .contains("Открытых инцидентов: <b>1</b>")
                .contains("После вас никто не дежурит: Север");
        assertThat(anna.buttons()).containsExactly("Сдать", "+1 ч");
    }

    @Test
    void whoAcceptsGetsTheIncidentsAndTheDutyEndsInTime() {
        annaWorks();
        clara.types("/poolon");
        bot.passes(Duration.ofMinutes(50));
        assertThat(offered(anna)).contains("Событий не было").contains("Продолжают дежурить: Clara Smith");
        assertThat(offered(clara))
                .contains("The duty of <b>Анна Орлова</b> ends at 13:00 UTC. Areas: Север")
                .contains("these become yours:\n🔴 #1 <b>Link down</b> · Север")
                .doesNotContain("#2");
        assertThat(clara.buttons()).containsExactly("Accept");
        int offer = clara.newestWithButtons();
        String accept = clara.buttonData(offer);

        assertThat(clara.presses("Accept"))
                .contains("You have accepted the duty</b> of Анна Орлова. Areas: Север")
                .contains("These are yours now:\n🔴 #1 <b>Link down</b>");

        assertThat(bot.owner("n1")).isEqualTo("Clara Smith");
        assertThat(bot.owner("n2")).isEmpty();
        assertThat(bot.history("n1")).endsWith("HANDED_OVER Анна Орлова Clara Smith");
        assertThat(bot.requestedCards(1003)).containsExactly("n1");
        assertThat(offered(anna))
                .contains("Ваше дежурство принимает <b>Clara Smith</b>. Участки: Север")
                .contains("Переданы:\n🔴 #1 <b>Link down</b>");
        assertThat(bot.user(1001).onDuty()).isTrue();
        assertThat(clara.pressesData(accept, offer)).contains("accepted the duty of Анна Орлова already");
        assertThat(anna.look()).as("said once").isEmpty();

        bot.passes(Duration.ofMinutes(10));

        assertThat(offered(anna)).contains("Дежурство закончилось").contains("Clara Smith");
        assertThat(bot.user(1001).onDuty()).isFalse();
    }

    @Test
    void whoLeavesEarlierWaitsAndMayGoAsSoonAsSomebodyAccepts() {
        annaWorks();
        clara.types("/poolon");
        dina.types("/poolon");
        bot.passes(Duration.ofMinutes(50));
        String byClara = offered(clara);
        assertThat(byClara).contains("#1");
        int dinasOffer = offeredAs(dina);
        anna.look();
        clara.look();

        assertThat(anna.presses("Сдать")).contains("Ждём, кто примет:</b> Clara Smith, Дина Белова");
        assertThat(anna.buttons()).containsExactly("Освободить и сдать", "Остаться на дежурстве");
        assertThat(offered(clara)).as("once more, since Anna waits").contains("<b>Анна Орлова</b> goes off duty");
        assertThat(bot.user(1001).onDuty()).isTrue();
        bot.passes(Duration.ofMinutes(1));
        assertThat(bot.user(1001).onDuty()).as("nobody has accepted").isTrue();

        clara.presses("Accept");

        assertThat(anna.look())
                .hasSize(2)
                .satisfies(said -> assertThat(said.get(0)).contains("принимает <b>Clara Smith</b>"))
                .satisfies(said -> assertThat(said.get(1)).contains("Дежурство закончилось"));
        assertThat(bot.user(1001).onDuty()).isFalse();
        assertThat(dina.pressesData(dina.buttonData(dinasOffer), dinasOffer))
                .contains("Это дежурство уже принято: Clara Smith");
        assertThat(bot.owner("n1")).isEqualTo("Clara Smith");
    }

    @Test
    void whatIsTakenAfterTheAcceptanceIsOfferedAgain() {
        annaWorks();
        clara.types("/poolon");
        bot.passes(Duration.ofMinutes(50));
        clara.look();
        clara.presses("Accept");
        anna.pressesOnCard("take:2:1");
        clara.look();

        bot.passes(Duration.ofMinutes(10));

        assertThat(clara.look())
                .last()
                .asString()
                .contains("these become yours:\n🟡 #2 <b>Fan slow</b>")
                .doesNotContain("#1");
        clara.presses("Accept");
        assertThat(bot.owner("n2")).isEqualTo("Clara Smith");
        assertThat(bot.user(1001).onDuty()).isFalse();
    }

    @Test
    void ofTwoWhoPressAtOnceOneAccepts() throws Exception {
        annaWorks();
        for (int i = 3; i < 40; i++) {
            bot.open("m" + i, "critical", "Link " + i, "north", Duration.ZERO);
            anna.pressesOnCard("take:" + i + ":1");
        }
        clara.types("/poolon");
        dina.types("/poolon");
        bot.passes(Duration.ofMinutes(50));
        int offer = offeredAs(dina);
        String accept = dina.buttonData(offer);

        CompletableFuture<?> one =
                CompletableFuture.runAsync(() -> bot.update(clara.callback(accept, offer, "private")));
        CompletableFuture<?> other =
                CompletableFuture.runAsync(() -> bot.update(dina.callback(accept, offer, "private")));
        CompletableFuture.allOf(one, other).get(20, TimeUnit.SECONDS);

        String owner = bot.owner("n1");
        assertThat(owner).isIn("Clara Smith", "Дина Белова");
        for (int i = 3; i < 40; i++) {
            assertThat(bot.owner("m" + i)).isEqualTo(owner);
        }
        assertThat(anna.look())
                .filteredOn(text -> text.contains("Ваше дежурство принимает"))
                .singleElement()
                .asString()
                .contains(owner)
                .contains("…");
        String refused = owner.equals("Clara Smith")
                ? dina.look().toString()
                : clara.look().toString();
        assertThat(refused).containsAnyOf("уже принято: " + owner, "accepted already: " + owner);
    }

    @Test
    void anAcceptanceCountsWhileThePersonIsOnDuty() {
        annaWorks();
        dina.types("/poolon");
        bot.passes(Duration.ofMinutes(50));
        dina.look();
        dina.presses("Принять");
        dina.types("/pooloff");
        dina.presses("Освободить");
        anna.pressesOnCard("take:1:1");
        assertThat(bot.user(1004).onDuty()).isFalse();

        assertThat(clara.types("/poolon"))
                .contains("The duty of <b>Анна Орлова</b> ends at")
                .contains("#1");
        clara.presses("Accept");

        assertThat(bot.owner("n1")).isEqualTo("Clara Smith");
    }

    private static int offeredAs(ChatUser user) {
        user.look();
        return user.newestWithButtons();
    }

    @Test
    void withoutAcceptanceTheDutyGoesOnAndWhoComesIsOfferedIt() {
        annaWorks();
        bot.open("s1", "critical", "Power", "south", Duration.ZERO);
        clara.types("/poolon");
        bot.passes(Duration.ofMinutes(50));
        anna.look();
        clara.look();

        bot.passes(Duration.ofMinutes(11));

        assertThat(offered(anna)).contains("инциденты никто не принял").contains("#1 <b>Link down</b>");
        assertThat(bot.user(1001).onDuty()).isTrue();
        assertThat(offered(clara)).as("once more").contains("The duty of <b>Анна Орлова</b> ends at 13:00 UTC");
        bot.passes(Duration.ofMinutes(30));
        assertThat(anna.look()).as("said once").isEmpty();

        assertThat(dina.types("/poolon")).contains("Вы заступили").contains("<b>Анна Орлова</b> заканчивает дежурство");
        dina.presses("Принять");

        assertThat(bot.owner("n1")).isEqualTo("Дина Белова");
        assertThat(bot.user(1001).onDuty()).isFalse();
        assertThat(anna.look()).last().asString().contains("Дежурство закончилось");
    }

    @Test
    void goingOffDutyAsksWhatBecomesOfOnesIncidents() {
        annaWorks();
        assertThat(anna.types("/pooloff"))
                .contains("Сдать дежурство? У вас в работе:")
                .contains("#1 <b>Link down</b>")
                .contains("Передать некому");
        assertThat(anna.buttons()).containsExactly("Освободить и сдать", "Остаться на дежурстве");
        assertThat(anna.presses("Остаться")).contains("Вы на дежурстве до 13:00 UTC");
        clara.types("/poolon");
        assertThat(anna.types("/pooloff")).contains("Продолжают дежурить: Clara Smith");
        assertThat(anna.presses("Передать")).contains("Ждём, кто примет:</b> Clara Smith");
        assertThat(offered(clara)).contains("<b>Анна Орлова</b> goes off duty. Areas: Север");
        assertThat(anna.presses("Остаться")).contains("Вы на дежурстве до 13:00 UTC");
        assertThat(clara.presses("Accept")).contains("nothing to accept yet: Анна Орлова is on duty until 13:00 UTC");

        anna.types("/pooloff");
        anna.presses("Освободить");

        assertThat(anna.last()).contains("Вы сдали дежурство").contains("Снова свободны: #1");
        assertThat(bot.user(1001).onDuty()).isFalse();
        assertThat(bot.owner("n1")).isEmpty();
        assertThat(bot.history("n1")).endsWith("RELEASED Анна Орлова");
        assertThat(REDIS.commands().zscore(REDIS.keys().escalations(), "n1")).isNotNull();
    }

    @Test
    void leavingIncidentsFreeStillAsksWhetherAnAreaWouldBeWithoutAnybody() {
        bot.list(Directory.of(List.of(ANNA, BORIS, CLARA), Map.of("north", "Север", "south", "Юг"), Map.of()));
        clara.types("/disable");
        annaWorks();
        anna.types("/pooloff");

        anna.presses("Освободить");

        assertThat(anna.last()).contains("Кроме вас, это никто не получает");
        assertThat(bot.owner("n1")).as("not before the answer").isEqualTo("Анна Орлова");
        anna.presses("Сдать");
        assertThat(anna.last()).contains("Вы сдали дежурство").contains("Снова свободны: #1");
    }

    @Test
    void aPressThatCannotAcceptSaysWhy() {
        annaWorks();
        clara.types("/poolon");
        dina.types("/poolon");
        bot.passes(Duration.ofMinutes(50));
        int offer = offeredAs(dina);
        String accept = dina.buttonData(offer);

        dina.types("/pooloff");
        dina.pressesData(accept, offer);
        assertThat(dina.toast()).contains("Сначала заступите на дежурство");
        dina.types("/poolon");
        assertThat(dina.pressesData("accept:1001:17", offer)).contains("Принимать пока нечего: Анна Орлова");
        dina.pressesData("accept:x", offer);
        assertThat(dina.toast()).contains("кнопк");
        bot.list(directory(Samples.person(ANNA.phone(), ANNA.name(), Role.OPERATOR, "south")));
        assertThat(dina.pressesData(accept, offer)).contains("Общих участков у вас больше нет");
        bot.list(directory(ANNA));
        anna.look();
        anna.presses("+1 ч");
        assertThat(dina.pressesData(accept, offer)).contains("Анна Орлова дежурит до 14:00 UTC");
        assertThat(bot.owner("n1")).isEqualTo("Анна Орлова");
        anna.types("/logout");
        anna.presses("Выйти");
        assertThat(dina.pressesData(accept, offer)).contains("Это дежурство уже закончилось");
        clara.types("/logout");
        clara.presses("Log out");
        assertThat(clara.pressesData(accept, 1)).contains("log in");
    }

    @Test
    void aButtonOfAnEarlierEndChangesNothing() {
        annaWorks();
        bot.passes(Duration.ofMinutes(50));
        int old = offeredAs(anna);
        String leave = anna.buttonData(old);
        anna.presses("+1 ч");

        assertThat(anna.pressesData(leave, old)).contains("Этот вопрос уже закрыт");
        assertThat(bot.user(1001).onDuty()).isTrue();
        anna.types("/logout");
    }
}
