package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What administrators do with people, in both languages: Clara and Dora are administrators, Dora speaks Russian. */
class PeopleTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Person DORA = Samples.person("+79160000004", "Дора Белова", Role.ADMIN);

    @AutoClose
    private BotRoute bot;

    private ChatUser anna;
    private ChatUser clara;
    private ChatUser dora;

    @BeforeEach
    void start() throws Exception {
        bot = new BotRoute(REDIS);
        list(ANNA, BORIS, CLARA, DORA);
        anna = bot.anna();
        clara = bot.clara();
        dora = new ChatUser(bot, 1004, "ru");
        dora.sharesOwn(DORA.phone());
    }

    private void list(Person... people) {
        bot.list(Directory.of(List.of(people), Samples.DIRECTORY.areas(), Samples.DIRECTORY.ranges()));
    }

    @Test
    void theListSaysWhoIsReachableAndWhyNot() {
        anna.types("/poolon 8h");
        String end = clara.types("/who").replaceAll("(?s).*until ([^)]*)\\).*", "$1");
        anna.types("/disable");
        anna.presses("Выключить");
        dora.membership("kicked");

        assertThat(clara.types("/people")).isEqualTo("""
                        <b>People in the directory: 4</b>
                        Get notifications: 1, on duty: 1

                        ⚪️ <b>Clara Smith</b>
                        🔕 <b>Анна Орлова</b> — notifications are off, although on duty until %s
                        ➖ <b>Борис Лебедев</b> — not logged in
                        ⛔️ <b>Дора Белова</b> — has blocked the bot""".formatted(end));
        anna.types("/enable");
        assertThat(dora.types("/people"))
                .contains("🟢 <b>Анна Орлова</b> — на дежурстве до ", "➖ <b>Борис Лебедев</b> — вход не выполнен");
        anna.membership("kicked");
        assertThat(dora.presses("Завершить вход…"))
                .contains("⛔️ <b>Анна Орлова</b> — бот заблокирован, хотя на дежурстве до ")
                .endsWith("Чей вход завершить?");
        assertThat(dora.buttons()).containsExactly("Clara Smith", "Анна Орлова", "Отмена");
        assertThat(dora.presses("Отмена")).doesNotContain("Чей вход");
    }

    @Test
    void aLongListHasPages() {
        List<Person> many = new ArrayList<>(List.of(CLARA));
        for (int i = 1; i <= 44; i++) {
            many.add(Samples.person("+7916100%04d".formatted(i), "Person " + i, Role.OPERATOR, "north"));
        }
        list(many.toArray(Person[]::new));

        assertThat(clara.types("/people"))
                .contains("➖ <b>Person 9</b>")
                .doesNotContain("<b>Person 20</b>")
                .endsWith("Page 1 of 3");
        assertThat(clara.buttons()).containsExactly("2 ▶");
        assertThat(clara.presses("2 ▶"))
                .contains("<b>Person 20</b>", "<b>Person 39</b>")
                .endsWith("Page 2 of 3");
        assertThat(clara.presses("3 ▶")).contains("<b>Person 44</b>").endsWith("Page 3 of 3");
        list(CLARA);
        assertThat(clara.presses("◀ 2")).contains("Clara Smith").doesNotContain("Page");
    }

    @Test
    void somebodyIsLoggedOutAfterAQuestionAndTold() {
        bot.open("n1", "critical", "Trunk M-5 down", "north", Duration.ZERO);
        anna.pressesOnCard("take:1:1");
        anna.types("/language en");
        dora.types("/people");
        dora.presses("Завершить вход…");
        assertThat(dora.presses("Анна Орлова"))
                .isEqualTo(
                        "Завершить вход: <b>Анна Орлова</b>? Дежурство закончится, инциденты в работе станут свободными, а уведомления больше не придут.");
        assertThat(bot.users().byChat(1001)).isPresent();
        assertThat(dora.presses("Завершить вход")).isEqualTo("🚪 Вход завершён: <b>Анна Орлова</b>. Об этом сообщено.");

        assertThat(bot.users().byChat(1001)).isEmpty();
        assertThat(bot.owner("n1")).isEmpty();
        assertThat(bot.menu(1001)).isNull();
        assertThat(anna.look()).last().asString().startsWith("An administrator (Дора Белова) has logged you out");
        assertThat(anna.asksForContact()).isTrue();
        assertThat(anna.types("/me")).contains("Поделиться контактом");

        assertThat(dora.pressesData("people:0:1001:yes", 2)).isEqualTo("Этот вход уже завершён.");
        assertThat(dora.presses("К списку")).contains("➖ <b>Анна Орлова</b>");
    }

    @Test
    void theLastOneForWhatWakesIsNamedBeforeTheyAreLoggedOut() {
        list(ANNA, CLARA);
        bot.users().logout(1004);
        clara.types("/disable");
        clara.presses("Turn off");
        assertThat(clara.pressesData("people:0:1001:yes", 3))
                .startsWith("Log out <b>Анна Орлова</b>?")
                .contains("⚠️ Nobody but this person gets this. Afterwards it goes to:", "Север", "nobody");
        assertThat(bot.users().byChat(1001)).as("asked first").isPresent();

        assertThat(clara.pressesData("people:0:1001:sure", 3)).startsWith("🚪 <b>Анна Орлова</b> is logged out");
        assertThat(bot.users().byChat(1001)).isEmpty();
    }

    @Test
    void onlyAdministratorsMay() {
        assertThat(anna.types("/people")).isEqualTo("Команда /people — только для администраторов.");
        assertThat(anna.types("/say north x")).isEqualTo("Команда /say — только для администраторов.");
        assertThat(anna.pressesOnCard("people:0:1003:yes")).isEqualTo("Команда /people — только для администраторов.");
        assertThat(anna.pressesOnCard("say:1:send")).isEqualTo("Команда /say — только для администраторов.");
        assertThat(anna.types("/help")).doesNotContain("/people", "/say");
        assertThat(clara.types("/help")).contains("/people — who is logged in", "/say — a message");
        assertThat(bot.users().byChat(1003)).isPresent();
    }

    @Test
    void aMessageIsShownWithItsRecipientsAndThenSentOnce() {
        ChatUser boris = bot.boris();
        boris.types("/disable");
        String preview = clara.types("/say * Power off at 02:00.\nSee /pooloff <b>now</b> https://x.example/a");

        assertThat(preview).isEqualTo("""
                        📢 <b>Clara Smith</b> · for everybody

                        Power off at 02:00.
                        See <code>/pooloff</code> &lt;b&gt;now&lt;/b&gt; <code>https://x.example/a</code>

                        <i>This is what they will see, recipients: <b>2</b>. Send it?</i>
                        <i>Not reached: Борис Лебедев. Why: /people</i>""");
        assertThat(said(1001)).isEmpty();

        assertThat(clara.presses("Send")).endsWith("<i>Sent, recipients: <b>2</b>.</i>");
        assertThat(said(1001)).containsExactly("""
                        📢 <b>Clara Smith</b> · всем

                        Power off at 02:00.
                        See <code>/pooloff</code> &lt;b&gt;now&lt;/b&gt; <code>https://x.example/a</code>""");
        assertThat(said(1004)).hasSize(1);
        assertThat(said(1002)).isEmpty();
        assertThat(said(1003)).isEmpty();

        int preview1 = clara.newestWithButtons();
        assertThat(clara.pressesData(data(clara, preview1, "send"), preview1))
                .endsWith("<i>Sent, recipients: <b>2</b>.</i>");
        assertThat(clara.pressesData(data(clara, preview1, "no"), preview1))
                .endsWith("<i>Sent, recipients: <b>2</b>.</i>");
        assertThat(said(1001)).hasSize(1);
        REDIS.commands()
                .sadd(
                        REDIS.keys()
                                .received(data(clara, preview1, "")
                                        .replace("say:", "say:1003:")
                                        .replaceFirst(":$", "")),
                        "1001");
        assertThat(clara.presses("How many got it")).endsWith("<i>Received by <b>1</b> of 2.</i>");
    }

    private static String data(ChatUser user, int message, String word) {
        return user.buttonData(message).replaceFirst("[a-z]*$", word);
    }

    @Test
    void aMessageGoesToAnAreaByIdOrNameOrIsCancelled() {
        assertThat(dora.types("/say север Работы на узле"))
                .startsWith(
                        "📢 <b>Дора Белова</b> · Север\n\nРаботы на узле\n\n<i>Так это увидят получатели: <b>2</b>");
        assertThat(dora.presses("Отмена")).endsWith("<i>Не отправлено.</i>");
        assertThat(dora.types("/say South x")).contains("получатели: <b>1</b>", "Не получат: Борис Лебедев");
        dora.presses("Отправить");
        assertThat(said(1003)).hasSize(1);
        assertThat(said(1001)).isEmpty();

        assertThat(dora.types("/say")).startsWith("Напишите участок и текст").endsWith("Участки: north, south");
        assertThat(dora.types("/say north")).startsWith("Напишите участок и текст");
        assertThat(dora.types("/say west x")).startsWith("Участка «west» нет. Участки: north, south.");
        assertThat(dora.types("/say * " + "x".repeat(2_001)))
                .isEqualTo("Сообщение длиннее 2000 знаков. Сократите его.");
        assertThat(dora.pressesData("say:1:send", 1)).startsWith("Этого сообщения больше нет");
        bot.users().logout(1003);
        assertThat(dora.types("/say south x")).startsWith("Отправлять некому");
    }

    /** The messages of administrators that wait for this chat. */
    private List<String> said(long chat) {
        return bot.lateReplies(chat).stream()
                .filter(text -> text.kind().equals(OutboxText.MESSAGE))
                .map(OutboxText::html)
                .toList();
    }
}
