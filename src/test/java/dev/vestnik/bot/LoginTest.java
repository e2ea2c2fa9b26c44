package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.bot.scene.Scene;
import dev.vestnik.directory.AreaRules;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.QuietHours;
import dev.vestnik.directory.Role;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.testing.UserFixtures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users can log in only with their own contact. */
class LoginTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @AutoClose
    private BotRoute bot;

    private ChatUser anna;
    private ChatUser clara;

    @BeforeEach
    void start() throws Exception {
        bot = new BotRoute(REDIS);
        anna = new ChatUser(bot, 1001, "ru");
        clara = new ChatUser(bot, 1003, "en-GB");
    }

    @Test
    void whoseEntryInTheDirectoryChangesIsToldInTheirLanguageWithANewKeyboard() throws Exception {
        anna.sharesOwn(ANNA.phone());
        Directory before = Samples.DIRECTORY;
        bot.list(Directory.of(
                List.of(new Person(ANNA.phone(), ANNA.name(), Set.of("south"), Role.ADMIN, "en", null), CLARA),
                before.areas(),
                before.ranges()));

        List<Reply> replies = bot.directoryNotices().of(List.of(), before);

        assertThat(replies).singleElement().satisfies(reply -> {
            Reply.Send send = (Reply.Send) reply;
            assertThat(send.chat()).isEqualTo(1001);
            assertThat(send.html())
                    .isEqualTo(
                            "The directory has changed.\nAreas: Юг.\nYou are an administrator now.\nLanguage: English. Change: /language");
            assertThat(String.valueOf(send.keyboard())).contains("Go on duty");
        });
        assertThat(bot.user(1001).language()).isEqualTo("en");
        assertThat(bot.directoryNotices().of(List.of(), bot.directory())).isEmpty();
    }

    @Test
    void startCommandOfAStrangerInvitesToShareTheirContact() {
        assertThat(anna.types("/start")).contains("Здравствуйте!").contains("«📱 Поделиться контактом»");
        assertThat(anna.keys()).containsExactly("📱 Поделиться контактом");
        assertThat(anna.asksForContact()).isTrue();
        assertThat(clara.types("/start")).contains("Hello!").contains("“📱 Share my contact”");
    }

    @Test
    void authorizationBringsInByOnesOwnContact() {
        anna.types("/start");
        String welcome = anna.sharesOwn(ANNA.phone());

        assertThat(welcome)
                .contains("Здравствуйте, <b>Анна Орлова</b>!")
                .contains("Участки: Север.")
                .contains("не на дежурстве")
                .contains("«🟢 Заступить на дежурство»");
        assertThat(anna.keys()).hasSize(7).first().isEqualTo("🟢 Заступить на дежурство");
        assertThat(bot.user(1001).onDuty()).isFalse();
        assertThat(bot.user(1001).enabled()).isTrue();
        assertThat(bot.user(1001).selected()).isEqualTo(UserFixtures.ALL);
        assertThat(bot.scenes().find(1001)).contains(Scene.INTERACTION);
    }

    @Test
    void authorizationSpeaksEnglishToo() {
        assertThat(clara.sharesOwn(CLARA.phone()))
                .contains("Hello, <b>Clara Smith</b>! You are logged in.")
                .contains("Areas: all.")
                .contains("You are not on duty yet");
        assertThat(bot.user(1003).language()).isEqualTo("en");
    }

    @Test
    void authorizationTwiceChangesNothing() {
        anna.sharesOwn(ANNA.phone());
        anna.types("/poolon");

        assertThat(anna.sharesOwn(ANNA.phone())).contains("Вы на дежурстве");
        assertThat(bot.user(1001).onDuty()).isTrue();
    }

    @Test
    void phonesComeInAnyNotation() {
        for (String written : List.of("79160000001", "+7 (916) 000-00-01", "8 916 000-00-01", "007 916 0000001")) {
            anna.sharesOwn(written);
            assertThat(bot.user(1001).phone()).as(written).isEqualTo(ANNA.phone());
            bot.users().logout(1001);
        }
    }

    @Test
    void somebodyElsesContactIsRefused() {
        assertThat(anna.shares(CLARA.phone(), 1003L)).startsWith("Это контакт другого человека");
        assertThat(clara.shares(ANNA.phone(), 1001L)).startsWith("That is somebody else’s contact");
        assertThat(bot.users().all().all()).isEmpty();
    }

    @Test
    void aContactThatIsNobodysInTelegramIsRefused() {
        assertThat(anna.shares(ANNA.phone(), null)).startsWith("Этот контакт не связан с Telegram");
        assertThat(clara.shares(CLARA.phone(), null)).startsWith("That contact is not linked to Telegram");
        assertThat(bot.users().all().all()).isEmpty();
    }

    @Test
    void aPhoneThatIsNotInTheDirectoryIsRefused() {
        assertThat(anna.sharesOwn("+79169999999")).startsWith("Вашего номера нет в справочнике");
        assertThat(clara.sharesOwn("not a phone")).startsWith("Your number is not in the directory");
        assertThat(anna.keys()).containsExactly("📱 Поделиться контактом");
        assertThat(bot.users().all().all()).isEmpty();
    }

    @Test
    void aContactInAGroupIsRefused() {
        String contact = "\"contact\":{\"phone_number\":\"79160000001\",\"user_id\":1001}";
        assertThat(anna.inGroup(contact)).as("not addressed to the bot").isEmpty();
        contact += ",\"reply_to_message\":{\"from\":{\"id\":77}}";
        assertThat(anna.inGroup(contact)).startsWith("Контакт я принимаю только в личном чате");
        assertThat(clara.inGroup(contact)).startsWith("I take contacts only in a private chat");
        assertThat(bot.users().all().all()).isEmpty();
    }

    @Test
    void strangersGetTheLoginSceneAndNothingElse() {
        bot.open("k1", "critical", "Secret", "north", java.time.Duration.ZERO);
        for (Command command : Command.values()) {
            assertThat(anna.types("/" + command.word())).as(command.word()).startsWith("Здравствуйте! Я Вестник");
        }
        assertThat(anna.types("Кто дежурит")).startsWith("Здравствуйте! Я Вестник");
        assertThat(anna.types("привет")).startsWith("Сначала нужно войти");
        assertThat(anna.pressesData("select:critical:off", 1)).startsWith("Сначала нужно войти");
        assertThat(anna.toasts()).isOne();
        assertThat(anna.pressesData("logout:yes", 1)).startsWith("Сначала нужно войти");
    }

    @Test
    void whoLeavesTheDirectoryIsAStrangerAgain() {
        anna.sharesOwn(ANNA.phone());
        bot.list(Directory.of(List.of(CLARA), Map.of("north", "Север"), Map.of()));

        assertThat(anna.types("/open")).startsWith("Здравствуйте! Я Вестник");
        assertThat(anna.sharesOwn(ANNA.phone())).startsWith("Вашего номера нет");
    }

    @Test
    void theSamePersonInAnotherChatLeavesTheFirst() {
        anna.sharesOwn(ANNA.phone());
        ChatUser second = new ChatUser(bot, 2001, "ru");
        second.sharesOwn(ANNA.phone());

        assertThat(bot.users().byChat(1001)).isEmpty();
        assertThat(bot.telegram().getReceivedExchanges().stream()
                        .filter(sent -> "1001".equals(sent.getMessage().getHeader("CamelTelegramChatId")))
                        .map(sent -> sent.getMessage().getBody().toString()))
                .hasSize(2);
        assertThat(second.types("/start")).contains("Анна Орлова");
    }

    @Test
    void theDirectorysLanguageWinsOverThePhones() {
        Person foreigner = new Person("+79160000007", "John <Doe>", Set.of("x&y"), Role.OPERATOR, "en", null);
        bot.list(Directory.of(List.of(foreigner), Map.of(), Map.of()));
        ChatUser phone = new ChatUser(bot, 1007, "ru");

        assertThat(phone.types("/start")).startsWith("Здравствуйте!");
        assertThat(phone.sharesOwn(foreigner.phone()))
                .contains("Hello, <b>John &lt;Doe&gt;</b>!")
                .contains("Areas: x&amp;y.");
        assertThat(phone.types("/me")).contains("Language: English");
    }

    @Test
    void whoLogsInGetsTheStatusesOfTheirAreasAndSeesThemWithTheQuietHours() {
        QuietHours night = QuietHours.parse("22:00-07:00").orElseThrow();
        Directory sample = Samples.DIRECTORY;
        bot.list(Directory.of(
                sample.people(),
                sample.areas(),
                sample.ranges(),
                Map.of(),
                Map.of("north", new AreaRules(Set.of("critical", "gone"), night))));

        anna.sharesOwn(ANNA.phone());
        clara.sharesOwn(CLARA.phone());

        assertThat(bot.user(1001).selected()).containsExactly("critical");
        assertThat(anna.types("/me"))
                .contains("Статус выбран: 🔴 авария.")
                .contains("🌙 Без звука, кроме того, что будит: Север 22:00–07:00.");
        assertThat(bot.user(1003).selected())
                .as("another area of hers has no statuses of its own")
                .hasSize(4);
        assertThat(clara.types("/me")).contains("🌙 No sound, except for what wakes: Север 22:00–07:00.");
        bot.list(sample);
        assertThat(anna.types("/me")).doesNotContain("🌙");
        assertThat(bot.user(1001).selected()).as("until they choose others").containsExactly("critical");
    }

    @Test
    void whoseTelegramSaysNothingIsSpokenToInTheDefaultLanguage() {
        assertThat(new ChatUser(bot, 1009, null).types("/start")).startsWith("Здравствуйте!");
        assertThat(new ChatUser(bot, 1010, "de").types("/start")).startsWith("Hello!");
    }
}
