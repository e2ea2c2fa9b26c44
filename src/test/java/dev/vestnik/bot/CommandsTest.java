package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.bot.scene.Scene;
import dev.vestnik.bot.scene.Scene.Question;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.User;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands of members, in both languages. */
class CommandsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @AutoClose
    private BotRoute bot;

    private ChatUser anna;
    private ChatUser boris;
    private ChatUser clara;

    @BeforeEach
    void start() throws Exception {
        bot = new BotRoute(REDIS);
        anna = bot.anna();
        boris = bot.boris();
        clara = bot.clara();
    }

    @Test
    void startCommandOfAMemberShowsTheMenu() {
        assertThat(anna.types("/start")).contains("Анна Орлова").contains("не на дежурстве");
        assertThat(anna.keys())
                .containsExactly(
                        "🟢 Заступить на дежурство",
                        "Открытые инциденты",
                        "Кто дежурит",
                        "Мои статусы",
                        "🔕 Выключить уведомления",
                        "Мои настройки",
                        "Справка");
        assertThat(clara.types("/start")).contains("Hello, <b>Clara Smith</b>").contains("not on duty");
    }

    @Test
    void restartCommandLeavesTheSceneAndKeepsLoginAndDuty() {
        anna.types("/poolon");
        anna.types("/logout");
        assertThat(bot.scenes().find(1001)).contains(Scene.asking(Question.LOGOUT));

        assertThat(anna.types("/restart")).contains("Начнём заново").contains("Вы на дежурстве");

        assertThat(bot.scenes().find(1001)).contains(Scene.INTERACTION);
        assertThat(bot.user(1001).onDuty()).isTrue();
        assertThat(anna.presses("Выйти")).startsWith("Этот вопрос уже закрыт");
        assertThat(bot.users().byChat(1001)).isPresent();
        assertThat(clara.types("/restart")).contains("Starting over");
    }

    @Test
    void poolOnCommandHandsOverWhatIsOpenInOnesAreas() {
        bot.open("n1", "critical", "Link down", "north", Duration.ofHours(3));
        bot.open("n2", "warning", "Fan slow", "north", Duration.ofMinutes(5));
        bot.open("s1", "critical", "Elsewhere", "south", Duration.ZERO);

        assertThat(anna.pressesKey("🟢 Заступить"))
                .contains("Вы заступили на дежурство")
                .contains("Участки: Север.")
                .contains("<b>2</b> открытых инцидента, сейчас пришлю.");

        assertThat(anna.keys()).first().isEqualTo("⚪️ Сдать дежурство");
        assertThat(bot.user(1001).onDuty()).isTrue();
        assertThat(bot.handedOver(1001)).containsExactlyInAnyOrder("ref-n1", "ref-n2");
        assertThat(bot.incidents().find("n1").orElseThrow().holders()).containsExactly(1001L);
    }

    @Test
    void poolOnCommandTwiceHandsOverNothingTwice() {
        bot.open("n1", "critical", "Link down", "north", Duration.ofHours(3));
        anna.types("/poolon");

        assertThat(anna.types("/poolon")).contains("Вы уже на дежурстве").contains("Ничего нового");
        assertThat(bot.handedOver(1001)).hasSize(1);
    }

    @Test
    void poolOnCommandCutShortHandsOverWhenItComesAgain() {
        bot.open("n1", "critical", "Link down", "north", Duration.ofHours(3));
        bot.users().joinPool(1001, null);

        assertThat(anna.types("/poolon")).contains("Вы уже на дежурстве").contains("<b>1</b>");
        assertThat(bot.handedOver(1001)).containsExactly("ref-n1");
    }

    @Test
    void poolOnCommandSaysThatNothingIsOpen() {
        assertThat(anna.types("/poolon")).contains("Открытых инцидентов нет");
        assertThat(clara.types("/poolon")).contains("You are now on duty").contains("There are no open incidents");
        assertThat(bot.handedOver(1001)).isEmpty();
    }

    @Test
    void poolOnCommandSaysWhatKeepsNotificationsAway() {
        bot.open("n1", "warning", "Fan slow", "north", Duration.ZERO);
        anna.types("/disable");
        assertThat(anna.types("/poolon")).contains("уведомления выключены").contains("/enable");
        assertThat(bot.handedOver(1001)).isEmpty();

        anna.types("/pooloff");
        anna.types("/enable");
        for (String status : Set.of("critical", "warning", "info", "resolved")) {
            anna.pressesData("select:" + status + ":off", 1);
        }
        assertThat(anna.types("/poolon")).contains("не выбран ни один статус").contains("/select");
        assertThat(bot.handedOver(1001)).isEmpty();
    }

    @Test
    void poolOffCommandOfTheLastOneAsksAndSaysWhoIsLeft() {
        anna.types("/poolon");

        assertThat(anna.pressesKey("⚪️ Сдать"))
                .contains("Сдать дежурство?")
                .contains("🔴 авария · Север: <b>Clara Smith, вы</b>");
        assertThat(bot.user(1001).onDuty()).isTrue();
        assertThat(anna.presses("Остаться")).contains("— <b>Остаться на дежурстве</b>");
        anna.types("/pooloff");
        anna.presses("Сдать");
        assertThat(anna.last())
                .contains("Вы сдали дежурство")
                .contains("На участке «Север» никто не дежурит.")
                .contains("и вам придёт: 🔴 авария");
        assertThat(bot.user(1001).onDuty()).isFalse();
        assertThat(anna.pressesData("pooloff:yes", 3)).contains("Сдать дежурство?");
        assertThat(anna.types("/pooloff")).contains("Вы и так не на дежурстве");

        clara.types("/poolon");
        anna.types("/poolon");
        assertThat(anna.types("/pooloff")).contains("Вы сдали дежурство").doesNotContain("никто не дежурит");
        assertThat(clara.types("/pooloff"))
                .contains("Go off duty?")
                .contains("🔴 critical · Юг: <b>you, Борис Лебедев</b>");
        clara.presses("Go off duty");
        assertThat(clara.last()).contains("Nobody is on duty for: Север, Юг.");
    }

    @Test
    void whoeverIsTheOnlyRecipientIsAskedBeforeDeselecting() {
        boris.types("/logout");
        boris.presses("Выйти");
        clara.types("/disable");
        clara.presses("Turn off");
        anna.types("/select");

        assertThat(anna.presses("авария"))
                .contains("Больше не присылать вам 🔴 авария?")
                .contains("🔴 авария · Север: <b>вы</b>");
        assertThat(bot.user(1001).selected()).contains("critical");
        assertThat(anna.presses("Присылать")).contains("Какие статусы");
        assertThat(bot.user(1001).selected()).contains("critical");
        anna.presses("авария");
        anna.presses("Не присылать");
        assertThat(bot.user(1001).selected()).doesNotContain("critical");

        assertThat(anna.types("/disable")).contains("выключатся совсем").contains("Север: <b>никто</b>");
        assertThat(anna.types("/logout")).contains("Выйти?").contains("Север: <b>никто</b>");
        assertThat(bot.user(1001).enabled()).isTrue();
    }

    @Test
    void administratorsAreToldOfAnAreaThatIsLeftWithSomethingUrgentOpen() {
        bot.open("n1", "critical", "Link down", "north", Duration.ofHours(3));
        anna.types("/poolon");
        anna.types("/pooloff");
        anna.presses("Сдать");

        Awaitility.await().untilAsserted(() -> assertThat(bot.lateReplies(1003))
                .singleElement()
                .extracting(OutboxText::html, InstanceOfAssertFactories.STRING)
                .contains("“Север”")
                .contains("until now: Анна Орлова")
                .contains("open there: 1"));
    }

    @Test
    void disableCommandOffDutyIsDoneAtOnce() {
        assertThat(anna.pressesKey("🔕 Выключить")).contains("Уведомления выключены");
        assertThat(bot.user(1001).enabled()).isFalse();
        assertThat(anna.keys()).contains("🔔 Включить уведомления");
        assertThat(anna.types("/disable")).contains("Уведомления уже выключены");
    }

    @Test
    void disableCommandOnDutyAsksFirst() {
        anna.types("/poolon");
        assertThat(anna.types("/disable")).contains("Уведомления выключатся совсем");
        assertThat(anna.buttons()).containsExactly("Выключить", "Оставить");
        assertThat(bot.user(1001).enabled()).isTrue();

        assertThat(anna.presses("Оставить")).contains("— <b>Оставить</b>");
        assertThat(bot.user(1001).enabled()).isTrue();

        anna.types("/disable");
        assertThat(anna.presses("Выключить")).contains("— <b>Выключить</b>");
        assertThat(bot.user(1001).enabled()).isFalse();
        assertThat(bot.user(1001).onDuty()).isTrue();
        assertThat(anna.keys()).contains("🔔 Включить уведомления");

        clara.types("/poolon");
        assertThat(clara.types("/disable")).contains("Notifications will be off altogether");
    }

    @Test
    void theAnswerToDisableMayComeTwice() {
        anna.types("/poolon");
        anna.types("/disable");
        anna.pressesData("disable:yes", 3);

        assertThat(anna.pressesData("disable:yes", 3)).contains("Уведомления выключены");
        assertThat(anna.pressesData("disable:no", 3)).startsWith("Этот вопрос уже закрыт");
        assertThat(bot.user(1001).enabled()).isFalse();
    }

    @Test
    void enableCommandOnDutyHandsOverWhatWasMissed() {
        anna.types("/poolon");
        anna.types("/disable");
        anna.presses("Выключить");
        bot.open("n1", "critical", "Link down", "north", Duration.ofHours(3));

        assertThat(anna.pressesKey("🔔 Включить"))
                .contains("Уведомления включены")
                .contains("<b>1</b>");

        assertThat(bot.user(1001).enabled()).isTrue();
        assertThat(bot.handedOver(1001)).containsExactly("ref-n1");
        assertThat(anna.types("/enable")).contains("Уведомления уже включены");
        assertThat(bot.handedOver(1001)).hasSize(1);
        assertThat(clara.types("/enable"))
                .contains("Notifications are on already")
                .contains("/poolon");
    }

    @Test
    void selectStatusCommandShowsTheCard() {
        assertThat(anna.types("/select")).contains("Какие статусы вам присылать?");
        assertThat(anna.buttons())
                .containsExactly("✅ 🔴 авария", "✅ 🟡 предупреждение", "✅ 🔵 информация", "✅ 🟢 устранено");
        clara.pressesKey("My statuses");
        assertThat(clara.buttons()).first().isEqualTo("✅ 🔴 critical");
    }

    @Test
    void selectStatusActionTogglesAndRedrawsTheCardInPlace() {
        anna.types("/select");
        int before = bot.telegram().getReceivedCounter();

        anna.presses("предупреждение");

        assertThat(anna.toast()).isEqualTo("🟡 предупреждение: больше не пришлю");
        assertThat(anna.buttons())
                .containsExactly("✅ 🔴 авария", "⬜️ 🟡 предупреждение", "✅ 🔵 информация", "✅ 🟢 устранено");
        assertThat(bot.telegram().getReceivedCounter()).isEqualTo(before + 2);
        assertThat(bot.user(1001).selected()).containsExactlyInAnyOrder("critical", "info", "resolved");

        anna.presses("предупреждение");
        assertThat(anna.toast()).isEqualTo("🟡 предупреждение: буду присылать");
        assertThat(bot.user(1001).selected()).contains("warning");
    }

    @Test
    void selectStatusActionThatComesTwiceDoesWhatItsLabelSaid() {
        anna.types("/select");
        anna.pressesData("select:warning:off", 2);
        anna.pressesData("select:warning:off", 2);

        assertThat(bot.user(1001).selected()).doesNotContain("warning");
    }

    @Test
    void selectStatusActionWarnsWhenNothingIsLeft() {
        anna.types("/select");
        String card = "";
        for (String status : new String[] {"авария", "предупреждение", "информация", "устранено"}) {
            card = anna.presses(status);
        }
        assertThat(card).contains("Не выбран ни один статус");
        assertThat(anna.presses("авария")).doesNotContain("Не выбран");
    }

    @Test
    void selectStatusActionKnowsAStatusThatIsGone() {
        anna.types("/select");
        anna.pressesData("select:fatal:on", 2);

        assertThat(anna.toast()).isEqualTo("Такого статуса больше нет");
        assertThat(bot.user(1001).selected()).hasSize(4);
    }

    @Test
    void logoutCommandAsksOnceAndForgetsTheChat() {
        assertThat(anna.types("/logout")).contains("Выйти?");
        assertThat(anna.presses("Остаться")).contains("— <b>Остаться</b>");
        assertThat(bot.users().byChat(1001)).isPresent();

        anna.types("/logout");
        assertThat(anna.presses("Выйти")).contains("— <b>Выйти</b>");
        assertThat(bot.users().byChat(1001)).isEmpty();
        assertThat(anna.asksForContact()).isTrue();
        assertThat(anna.types("/open")).startsWith("Здравствуйте! Я Вестник");

        clara.types("/logout");
        assertThat(clara.pressesData("logout:yes", 2)).contains("You are logged out");
    }

    @Test
    void helpNamesEveryCommand() {
        String russian = anna.types("/help");
        String english = clara.types("/help");
        for (Command command : Command.values()) {
            if (!command.forAdministrators()) {
                assertThat(russian).contains("\n/" + command.word() + " — ");
            }
            assertThat(english).contains("\n/" + command.word() + " — ");
        }
    }

    @Test
    void meShowsMySettings() {
        assertThat(anna.types("/me"))
                .contains("Анна Орлова")
                .contains("Участки: Север.")
                .contains("не на дежурстве")
                .contains("Уведомления включены")
                .contains("Статусы выбраны: 🔴 авария, 🟡 предупреждение, 🔵 информация, 🟢 устранено.")
                .contains("Язык: русский");
        assertThat(clara.types("/me"))
                .contains("<b>Clara Smith</b>, administrator")
                .contains("Areas: all.");
    }

    @Test
    void whoNamesThoseOnDutyByAreaAndNobodysPhone() {
        assertThat(anna.types("/who")).contains("⚠️ Север: никто не дежурит").contains("⚠️ Юг: никто не дежурит");

        anna.types("/poolon");
        boris.types("/poolon");
        boris.types("/disable");
        boris.presses("Выключить");
        assertThat(anna.types("/who"))
                .contains("Север: Анна Орлова")
                .contains("Юг: Борис Лебедев (не получает уведомлений)")
                .doesNotContain("+7", "7916");

        clara.types("/poolon");
        anna.types("/pooloff");
        assertThat(clara.types("/who"))
                .contains("All areas: Clara Smith")
                .contains("Север: only those on duty for all areas");
    }

    @Test
    void openShowsTheWorstFirstThenTheOldestWithTimeZoneAndAge() {
        bot.list(Directory.of(
                Stream.of(ANNA, BORIS, CLARA)
                        .map(one -> new Person(
                                one.phone(), one.name(), one.areas(), one.role(), null, ZoneId.of("Europe/Moscow")))
                        .toList(),
                Samples.DIRECTORY.areas(),
                Samples.DIRECTORY.ranges()));
        bot.open("n1", "warning", "Fan <slow> & hot", "north", Duration.ofDays(2));
        bot.open("n2", "critical", "Link down", "north", Duration.ofMinutes(5));
        bot.open("n3", "critical", "Core down", "north", Duration.ofHours(2));
        bot.open("s1", "critical", "Elsewhere", "south", Duration.ofHours(3));

        assertThat(anna.types("/open")).isEqualTo("""
                        <b>Открытых инцидентов: 3</b>
                        🔴 #3 <b>Core down</b> · Север · с 13:00 МСК, 2 ч
                        🔴 #2 <b>Link down</b> · Север · с 14:55 МСК, 5 мин
                        🟡 #1 <b>Fan &lt;slow&gt; &amp; hot</b> · Север · с 21.11 15:00 МСК, 2 дн.""");
        assertThat(clara.types("/open"))
                .contains("Open incidents: 4")
                .contains("Elsewhere</b> · Юг · since 12:00 MSK, 3 h");
        assertThat(boris.types("/open")).contains("Elsewhere").doesNotContain("Link down");
        assertThat(anna.buttons()).containsExactly("#3", "#2", "#1");
    }

    @Test
    void openHasPagesInNaturalOrderThatAreTurnedInPlace() {
        for (int i = 301; i >= 1; i--) {
            bot.open("sw-" + i, "warning", "sw-" + i, "north", Duration.ofMinutes(1));
        }
        assertThat(anna.types("/open"))
                .startsWith("<b>Открытых инцидентов: 301</b>\n🟡 #301 <b>sw-1</b>")
                .contains("sw-9</b>", "sw-20</b>")
                .doesNotContain("sw-21</b>")
                .endsWith("Страница 1 из 16");
        assertThat(anna.buttons()).hasSize(21).startsWith("#301", "#300").endsWith("2 ▶");

        assertThat(anna.presses("2 ▶"))
                .contains("🟡 #281 <b>sw-21</b>")
                .contains("sw-40</b>")
                .endsWith("Страница 2 из 16");
        assertThat(anna.buttons()).hasSize(22).endsWith("◀ 1", "3 ▶");
        assertThat(anna.pressesData("open:15", 2)).contains("sw-301</b>").endsWith("Страница 16 из 16");
        assertThat(anna.pressesData("open:9999", 2)).endsWith("Страница 16 из 16");
        assertThat(anna.pressesData("open:x", 2)).endsWith("Страница 1 из 16");
    }

    @Test
    void aPageOfOpenFitsIntoAMessage() {
        for (int i = 0; i < 45; i++) {
            bot.open("n" + i, "critical", "&".repeat(256), "north", Duration.ofMinutes(i));
        }

        assertThat(anna.types("/open")).contains("Открытых инцидентов: 45").hasSizeLessThan(4_096);
        assertThat(boris.types("/open")).isEqualTo("Открытых инцидентов нет.");
    }

    @Test
    void anyCommandThatComesTwiceLeavesThingsAsOnceDid() {
        bot.open("n1", "critical", "Link down", "north", Duration.ofHours(3));
        for (Command command : Command.values()) {
            String update = anna.message("\"text\":\"/" + command.word() + "\"");
            anna.does(update);
            User once = bot.user(1001);
            List<String> handedOver = bot.handedOver(1001);

            anna.does(update);

            assertThat(bot.user(1001)).as(command.word()).isEqualTo(once);
            assertThat(bot.handedOver(1001)).as(command.word()).isEqualTo(handedOver);
        }
    }

    @Test
    void testGoesIntoTheDoorForMeAlone() {
        assertThat(anna.types("/test"))
                .contains("Проверочное событие отправлено")
                .contains("🔵 информация");

        assertThat(bot.accepted()).hasSize(1);
        assertThat(bot.accepted().get(0).path("to").path(0).asText()).isEqualTo(ANNA.phone());
        assertThat(bot.accepted().get(0).path("status").asText()).isEqualTo("info");
        assertThat(bot.accepted().get(0).path("title").asText()).isEqualTo("Проверка связи");
    }

    @Test
    void testThatComesTwiceIsTheSameEvent() {
        String update = anna.message("\"text\":\"/test\"");
        anna.does(update);
        anna.does(update);

        assertThat(bot.accepted()).hasSize(2);
        assertThat(bot.accepted().get(0).path("id").asText())
                .isEqualTo(bot.accepted().get(1).path("id").asText())
                .isNotEmpty();
    }

    @Test
    void testSaysWhyItWouldNotArrive() {
        anna.pressesData("select:info:off", 1);
        assertThat(anna.types("/test")).contains("не выбран").contains("🔵 информация");
        anna.types("/disable");
        assertThat(anna.types("/test")).contains("Уведомления выключены");
        assertThat(bot.accepted()).isEmpty();
    }
}
