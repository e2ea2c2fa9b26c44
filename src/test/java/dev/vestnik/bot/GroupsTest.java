package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.incident.group.Binding;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.incident.group.Place;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.testing.RedisExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bot in groups and topics: Anna answers for the north, Boris for the south, Clara is an administrator. */
class GroupsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long GROUP = -100500;

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
        clara.types("/language ru");
    }

    private BindingStore bindings() {
        return bot.bean(BindingStore.class);
    }

    @Test
    void anAdministratorBindsATopicAndSeesAndRemovesTheBinding() {
        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot")).isEqualTo("""
                        Эта группа или тема не привязана.

                        Привязать: <code>/bind@vestnik_bot north critical,warning</code>
                        Сначала участки (north, south или * — все), затем статусы (critical, warning или * — все). \
                        Слово <code>text</code> в конце добавляет текст и метки.""");
        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot north critical")).isEqualTo("""
                        📌 Готово: сюда придут копии карточек.
                        Участки: Север
                        Статусы: 🔴 авария
                        Без текста и меток: только название, участок, владелец и время.

                        Кнопки копий работают у тех, кто вошёл в боте и отвечает за участок. \
                        Снять привязку: /unbind@vestnik_bot""");
        assertThat(bindings().all())
                .containsExactly(
                        new Binding(GROUP, 5L, List.of("north"), List.of("critical"), false, "ru", "Смена", null));
        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot"))
                .startsWith("📌 Сюда приходят копии карточек.\nУчастки: Север")
                .contains("Привязать:");

        assertThat(clara.writesIn(GROUP, 6, "/bind@vestnik_bot * * текст"))
                .contains("Участки: все", "Статусы: 🔴 авария, 🟡 предупреждение", "С текстом и метками событий.");
        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot Юг,north Предупреждение text"))
                .contains("Участки: Север, Юг", "Статусы: 🟡 предупреждение", "С текстом");
        assertThat(bindings().of(GROUP)).hasSize(2);

        assertThat(clara.writesIn(GROUP, 5, "/unbind@vestnik_bot"))
                .isEqualTo("Привязка снята: новых копий здесь не будет.");
        assertThat(clara.writesIn(GROUP, 5, "/unbind@vestnik_bot")).isEqualTo("Эта группа или тема не привязана.");
        assertThat(bindings().of(new Place(GROUP, 6L))).isPresent();
    }

    @Test
    void theSameInEnglish() {
        clara.types("/language en");
        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot north")).isEqualTo("""
                        📌 Done: copies of cards will come here.
                        Areas: Север
                        Statuses: 🔴 critical, 🟡 warning
                        Without text and labels: only title, area, owner and times.

                        The buttons of copies work for people who are logged in to the bot and answer for the area. \
                        To stop: /unbind@vestnik_bot""");
        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot east"))
                .startsWith("There is no area “east”.\n\nTo bind: <code>/bind@vestnik_bot north");
        assertThat(clara.writesIn(GROUP, 5, "/unbind@vestnik_bot")).isEqualTo("Unbound: no more copies come here.");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot восток critical"))
                .startsWith("Нет участка «восток».\n\nПривязать: <code>/bind@vestnik_bot north");
        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot north info"))
                .startsWith("Статус «info» не открывает инцидентов.");
        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot north critical <b>"))
                .startsWith("Непонятно: «&lt;b&gt;».");
        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot ,")).startsWith("Нет участка «");
        assertThat(bindings().all()).isEmpty();
        assertThat(clara.types("/bind north"))
                .startsWith("Эти команды — для групп: добавьте меня в группу")
                .contains("<code>/bind@vestnik_bot north critical,warning</code>");
        assertThat(clara.types("/unbind")).startsWith("Эти команды — для групп");
        assertThat(anna.types("/bind")).isEqualTo("Команда /bind — только для администраторов.");
        assertThat(clara.types("/help")).contains("/bind — в группе", "/unbind — в группе");
        assertThat(anna.types("/help")).doesNotContain("/bind");
    }

    @Test
    void othersMayNotBind() {
        clara.writesIn(GROUP, 5, "/bind@vestnik_bot north");
        for (ChatUser other : List.of(anna, new ChatUser(bot, 1009, "ru"))) {
            for (String command : List.of("/bind@vestnik_bot * *", "/bind@vestnik_bot", "/unbind@vestnik_bot")) {
                assertThat(other.writesIn(GROUP, 5, command)).startsWith("Привязывают группу только администраторы");
            }
        }
        assertThat(clara.writesIn(GROUP, 5, "/bind"))
                .as("not addressed to the bot")
                .isEmpty();
        assertThat(bindings().all()).singleElement().satisfies(bound -> assertThat(bound.areas())
                .containsExactly("north"));
    }

    @Test
    void anIncidentAppearsInTheTopicsOfItsAreaAndStatus() {
        clara.writesIn(GROUP, 5, "/bind@vestnik_bot north critical");
        clara.writesIn(GROUP, 6, "/bind@vestnik_bot *");
        clara.writesIn(-100600, 7, "/bind@vestnik_bot south");
        bot.open("n1", "critical", "Trunk down", "north", Duration.ZERO);
        bot.open("n2", "warning", "Fan slow", "north", Duration.ZERO);
        bot.open("x1", "critical", "Somewhere", null, Duration.ZERO);
        bot.happens("p1", "critical", "For Anna", "north", List.of(ANNA.phone()), Duration.ZERO);

        bot.refreshCards();

        assertThat(copies(GROUP)).containsExactlyInAnyOrder("5 n1", "6 n1", "6 n2", "6 x1");
        assertThat(copies(-100600)).isEmpty();
        bot.refreshCards();
        assertThat(copies(GROUP)).as("told once").hasSize(4);

        bot.happens("n2", "critical", "Fan stopped", "north", List.of(), Duration.ZERO);
        bot.refreshCards();
        assertThat(copies(GROUP)).hasSize(6).endsWith("5 n2", "6 n2");
    }

    @Test
    void aPlaceThatIsBoundShowsWhatIsOpenNow() {
        bot.open("n1", "critical", "Trunk down", "north", Duration.ofHours(2));
        bot.open("n2", "warning", "Fan slow", "north", Duration.ofHours(1));
        bot.open("n3", "critical", "Line down", "north", Duration.ofHours(1));
        bot.happens("n3", "resolved", "Line up", "north", List.of(), Duration.ofMinutes(5));
        bot.open("s1", "critical", "Elsewhere", "south", Duration.ZERO);
        bot.happens("p1", "critical", "For Anna", "north", List.of(ANNA.phone()), Duration.ZERO);

        assertThat(clara.writesIn(GROUP, 5, "/bind@vestnik_bot north"))
                .endsWith("Открытые сейчас инциденты появятся ниже: 2");
        assertThat(copies(GROUP)).containsExactly("5 n1", "5 n2");
        clara.types("/language en");
        assertThat(clara.writesIn(GROUP, 6, "/bind@vestnik_bot * critical"))
                .endsWith("The incidents that are open now follow below: 2");
        assertThat(copies(GROUP)).containsExactly("5 n1", "5 n2", "6 n1", "6 s1");
        assertThat(clara.writesIn(GROUP, 7, "/bind@vestnik_bot south warning")).doesNotContain("open now");
    }

    private List<String> copies(long group) {
        return bot.lateReplies(group).stream()
                .filter(OutboxText::isCopy)
                .map(text -> text.topic() + " " + text.html())
                .toList();
    }

    @Test
    void whoAnswersForTheAreaPressesInTheGroupAsOnACardOfTheirOwn() {
        bot.open("n1", "critical", "Trunk down", "north", Duration.ZERO);

        assertThat(boris.pressesInGroup(GROUP, "take:1:1")).isEqualTo("#1 не на ваших участках: Север");
        assertThat(new ChatUser(bot, 1009, "en").pressesInGroup(GROUP, "take:1:1"))
                .isEqualTo("The buttons are for people who are logged in: write to me privately, /start");
        assertThat(bot.owner("n1")).isEmpty();
        assertThat(anna.pressesInGroup(GROUP, "take:1:1")).isEqualTo("#1 теперь ваш");
        assertThat(bot.owner("n1")).isEqualTo("Анна Орлова");
        assertThat(clara.pressesInGroup(GROUP, "takeover:1:1:1001")).isEqualTo("#1 теперь ваш");
        assertThat(anna.look()).containsExactly("#1 <b>Trunk down</b>: инцидент перехвачен. В работе: Clara Smith");
        assertThat(anna.pressesInGroup(GROUP, "close:1:1")).startsWith("Кнопки — для тех");
        assertThat(anna.pressesInGroup(GROUP, "logout:yes")).startsWith("Кнопки — для тех");
        assertThat(bot.users().byChat(1001)).isPresent();
        assertThat(bot.owner("n1")).isEqualTo("Clara Smith");
    }

    @Test
    void aReplyToACopyIsANote() {
        bot.open("n1", "critical", "Trunk down", "north", Duration.ZERO);
        bot.card("n1", -1001, 400);
        bot.card("n1", -1002, 400);
        String note =
                "\"text\":\"Выехали\",\"date\":1795435200,\"reply_to_message\":{\"message_id\":400,\"from\":{\"id\":77}}";

        assertThat(anna.inGroup(note)).isEqualTo("✍️ Записано к #1.");
        assertThat(boris.inGroup(note)).isEqualTo("#1 не на ваших участках: Север");
        assertThat(bot.history("n1")).containsExactly("NOTED Анна Орлова Выехали");
    }

    @Test
    void whenTheBotIsRemovedTheBindingsAreGoneAndAdministratorsAreTold() {
        clara.inGroup("\"text\":\"/bind@vestnik_bot north\"");
        clara.inGroup("\"message_thread_id\":5,\"is_topic_message\":true,\"text\":\"/bind@vestnik_bot south\"");
        assertThat(bindings().all()).hasSize(2);

        assertThat(clara.membershipInGroup("administrator", "member")).isEmpty();
        assertThat(bindings().all()).hasSize(2);
        assertThat(clara.membershipInGroup("member", "kicked")).isEmpty();
        assertThat(clara.membershipInGroup("kicked", "left")).isEmpty();

        assertThat(bindings().all()).isEmpty();
        await().untilAsserted(() -> assertThat(bot.lateReplies(1003))
                .singleElement()
                .extracting(OutboxText::html)
                .asString()
                .startsWith("⚠️ Бот больше не в группе «-1003», поэтому привязки сняты: <b>2</b>."));
    }

    @Test
    void anAnswerThatATopicDoesNotTakeIsDropped() {
        bot.telegramDoes(exchange -> {
            throw new TelegramRefusedException("sendMessage", 400, "Bad Request: TOPIC_CLOSED", null, null);
        });
        clara.writesIn(GROUP, 5, "/bind@vestnik_bot north");
        assertThat(bindings().all()).hasSize(1);
        assertThat(bot.lateReplies(GROUP)).isEmpty();
    }

    @Test
    void aSupergroupIsBoundInPlaceOfTheGroup() {
        clara.writesIn(GROUP, 5, "/bind@vestnik_bot north");
        String migrated = "{\"message\":{\"message_id\":9,\"chat\":{\"id\":" + GROUP
                + ",\"type\":\"group\"},\"migrate_to_chat_id\":-100999}}";

        assertThat(clara.does(migrated)).isEmpty();
        assertThat(clara.does(migrated)).isEmpty();

        assertThat(bindings().all()).singleElement().satisfies(bound -> assertThat(bound.place())
                .isEqualTo(new Place(-100999, 5L)));
        assertThat(bindings().of(new Place(GROUP, 5L))).isPresent();
    }
}
