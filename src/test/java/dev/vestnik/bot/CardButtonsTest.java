package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Opening;
import dev.vestnik.incident.card.FoldedIncident;
import dev.vestnik.incident.card.MutedRepeats;
import dev.vestnik.incident.card.StormCard;
import dev.vestnik.incident.card.StormStore;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do with incidents, in both languages: Anna answers for the north, Boris for the south, Clara for all. */
class CardButtonsTest {
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
        bot.list(directory(ANNA, BORIS, CLARA));
        anna = bot.anna();
        boris = bot.boris();
        clara = bot.clara();
        bot.open("n1", "critical", "Trunk M-5 down", "north", Duration.ofMinutes(48));
    }

    private static Directory directory(Person... people) {
        return Directory.of(
                Stream.of(people).map(CardButtonsTest::inMoscow).toList(),
                Samples.DIRECTORY.areas(),
                Samples.DIRECTORY.ranges());
    }

    private static Person inMoscow(Person one) {
        return new Person(one.phone(), one.name(), one.areas(), one.role(), null, ZoneId.of("Europe/Moscow"));
    }

    @Test
    void theFirstPressTakesTheIncidentAndTheSecondLearnsWhoHasIt() {
        assertThat(anna.pressesOnCard("take:1:1")).isEqualTo("#1 теперь ваш");
        assertThat(clara.pressesOnCard("take:1:1")).isEqualTo("Somebody works on it already: Анна Орлова, 15:00");
        assertThat(anna.pressesOnCard("take:1:1")).isEqualTo("#1 теперь ваш");

        assertThat(bot.owner("n1")).isEqualTo("Анна Орлова");
        assertThat(bot.history("n1")).containsExactly("TAKEN Анна Орлова");
    }

    @Test
    void takeAllOfALargeStormIsAnsweredBeforeItsWork_AndAMessageSaysWhatWasTaken() {
        storm(1001, 300, "north");
        List<Long> takenAtTheAnswer = new ArrayList<>();
        bot.telegramDoes(exchange -> {
            if (!(exchange.getMessage().getBody() instanceof OutgoingTextMessage)) {
                takenAtTheAnswer.add(ownedBy(1001));
            }
        });

        String replies = anna.pressesData("takeall:s", 500);

        assertThat(anna.toast()).isEqualTo("Берём: 300. Итог придёт сообщением");
        assertThat(takenAtTheAnswer).first().isEqualTo(0L);
        assertThat(replies).contains("Взято: 300");
        assertThat(ownedBy(1001)).isEqualTo(300);
    }

    @Test
    void takeAllIsRefusedWithTheReason() {
        storm(1002, 3, "north");
        assertThat(boris.pressesOnCard("takeall:s")).isEqualTo("Взято: 0. Не на ваших участках: 3");
        assertThat(boris.pressesOnCard("takeall:other")).isEqualTo("Это прежняя карточка шторма: нажмите на новой");
        assertThat(clara.pressesOnCard("takeall:s")).isEqualTo("This storm is long over: see /open");

        storm(1001, 3, "north");
        bot.users().logout(1001);
        anna.pressesData("takeall:s", 500);
        assertThat(anna.toast()).isNotBlank();
        assertThat(ownedBy(1001)).isZero();
    }

    /** Opens so many incidents, which this chat got as one storm with the id {@code s}. */
    private void storm(long chat, int incidents, String area) {
        List<FoldedIncident> folded = new ArrayList<>();
        for (int i = 0; i < incidents; i++) {
            String key = "storm-" + chat + "-" + i;
            bot.open(key, "critical", "Port down " + i, area, Duration.ZERO);
            Incident incident = bot.incidents().find(key).orElseThrow();
            folded.add(new FoldedIncident(key, incident.number(), 1, area, "", "Port down " + i, ""));
        }
        bot.bean(StormStore.class)
                .shown(chat, new StormCard("s", 500, 0, ""), folded, true)
                .forEach(REDIS::write);
    }

    private long ownedBy(long chat) {
        return bot.bean(IncidentOwners.class).ownedBy(chat).size();
    }

    @Test
    void theOwnerMutesTheRepeatsForAnHour() {
        bot.showCard("n1", 1001);
        anna.pressesOnCard("take:1:1");
        int edits = bot.editedCards(1001).size();

        assertThat(anna.pressesOnCard("mute:1:1")).isEqualTo("Повторы #1 — без звука до 16:00");
        assertThat(bot.editedCards(1001)).hasSize(edits + 1);
        bot.passes(Duration.ofMinutes(10));
        assertThat(anna.pressesOnCard("mute:1:1")).as("again").isEqualTo("Повторы #1 — без звука до 16:00");
        MutedRepeats muted = bot.bean(MutedRepeats.class);
        assertThat(muted.until("n1", 1, 1001)).isEqualTo(BotRoute.NOW.plus(Duration.ofHours(1)));
        assertThat(muted.until("n1", 2, 1001)).as("when it opens again").isNull();
        assertThat(muted.until("n1", 1, 1003)).isNull();

        assertThat(anna.pressesOnCard("unmute:1:1")).isEqualTo("Повторы #1 снова со звуком");
        assertThat(anna.pressesOnCard("unmute:1:1")).isEqualTo("Повторы #1 снова со звуком");
        assertThat(muted.until("n1", 1, 1001)).isNull();
        assertThat(clara.pressesOnCard("mute:1:1")).isEqualTo("Repeats of #1 make no sound until 16:10");
        REDIS.commands().del(REDIS.keys().outdatedCards());
        bot.passes(Duration.ofHours(1));
        muted.forgetOver();
        assertThat(REDIS.commands().zscore(REDIS.keys().outdatedCards(), "n1")).isNotNull();
        assertThat(REDIS.commands().exists(REDIS.keys().mutedRepeats())).isZero();

        assertThat(boris.pressesOnCard("mute:1:1")).isEqualTo("#1 не на ваших участках: Север");
        assertThat(anna.pressesOnCard("mute:1:2")).isEqualTo("#1 открыт заново: нажмите на новой карточке");
        bot.happens("n1", "resolved", "Up", "north", List.of(), Duration.ZERO);
        assertThat(anna.pressesOnCard("mute:1:1")).startsWith("Уже устранено в ");
    }

    @Test
    void allCardsOfTheIncidentAreEditedAfterThePress() {
        bot.open("n2", "critical", "Core down", "north", Duration.ZERO);
        bot.showCard("n1", 1001);
        bot.showCard("n1", 1003);
        bot.showCard("n2", 1001);

        anna.pressesOnCard("take:1:1");
        clara.pressesOnCard("take:1:1");

        assertThat(bot.editedCards(1001)).containsExactly("n1");
        assertThat(bot.editedCards(1003)).containsExactly("n1");
    }

    @Test
    void onlyAMessageThatNobodyKnowsAsACardLosesItsButtons() {
        clara.pressesOnCard("take:1:1");
        assertThat(bot.lateReplies(1003))
                .extracting(OutboxText::kind, OutboxText::edits)
                .containsExactly(tuple(OutboxText.REPEATED, 500L));

        anna.pressesOnCard("working:1:1");
        anna.pressesOnCard("release:1:1:asked");
        REDIS.commands().set(REDIS.keys().cardMessage(1001, 500), "n1");
        anna.pressesOnCard("takeover:1:1:1003");
        assertThat(bot.lateReplies(1001)).isEmpty();
    }

    @Test
    void theOwnerGivesItUpAndNobodyElseCan() {
        clara.pressesOnCard("take:1:1");
        assertThat(anna.pressesOnCard("release:1:1")).isEqualTo("Уже в работе: Clara Smith, 15:00");
        assertThat(clara.pressesOnCard("release:1:1")).isEqualTo("#1 is free again");
        assertThat(clara.pressesOnCard("release:1:1")).isEqualTo("#1 is free again");

        assertThat(bot.owner("n1")).isEmpty();
        assertThat(bot.history("n1")).containsExactly("TAKEN Clara Smith", "RELEASED Clara Smith");
    }

    @Test
    void whoTakesItOverTellsTheFormerOwner() {
        anna.pressesOnCard("take:1:1");
        assertThat(clara.pressesOnCard("takeover:1:1:1001")).isEqualTo("#1 is yours now");

        assertThat(anna.look()).containsExactly("#1 <b>Trunk M-5 down</b>: инцидент перехвачен. В работе: Clara Smith");
        assertThat(bot.owner("n1")).isEqualTo("Clara Smith");
        assertThat(bot.history("n1")).containsExactly("TAKEN Анна Орлова", "HANDED_OVER Clara Smith Clara Smith");
        assertThat(anna.pressesOnCard("takeover:1:1:1002")).isEqualTo("Уже в работе: Clara Smith, 15:00");
    }

    @Test
    void whatWasGivenUpMeanwhileIsTaken() {
        assertThat(anna.pressesOnCard("takeover:1:1:1003")).isEqualTo("#1 теперь ваш");
        assertThat(bot.history("n1")).containsExactly("TAKEN Анна Орлова");
    }

    @Test
    void onlyThePeopleItConcernsMayPress() {
        bot.happens("p1", "critical", "For Anna", null, List.of(ANNA.phone()), Duration.ZERO);
        bot.open("x1", "critical", "Somewhere", null, Duration.ZERO);
        for (String button : List.of("take", "release", "takeover", "give", "close", "closing", "giveto")) {
            assertThat(boris.pressesOnCard(button + ":1:1:yes")).isEqualTo("#1 не на ваших участках: Север");
            assertThat(clara.pressesOnCard(button + ":2:1:yes")).isEqualTo("There is no incident #2 any more");
            assertThat(anna.pressesOnCard(button + ":3:1:yes")).isEqualTo("#3 без участка, такие ведут администраторы");
            assertThat(anna.pressesOnCard(button + ":99:1")).isEqualTo("Инцидента #99 больше нет");
            assertThat(anna.pressesOnCard(button + ":0:0")).isEqualTo("Инцидента #0 больше нет");
            assertThat(anna.pressesOnCard(button + ":x")).startsWith("Эта кнопка больше не работает");
            assertThat(anna.pressesOnCard(button)).startsWith("Эта кнопка больше не работает");
        }
        assertThat(anna.pressesOnCard("take:2:1")).isEqualTo("#2 теперь ваш");
        assertThat(clara.pressesOnCard("take:3:1")).isEqualTo("#3 is yours now");
    }

    @Test
    void whoHasLostTheAreaOrLoggedOutMayNotPress() {
        bot.list(directory(Samples.person(ANNA.phone(), ANNA.name(), ANNA.role(), "south"), BORIS, CLARA));
        assertThat(anna.pressesOnCard("take:1:1")).isEqualTo("#1 не на ваших участках: Север");
        bot.users().logout(1003);
        assertThat(clara.pressesData("take:1:1", 500)).contains("To log in, press");
        assertThat(bot.owner("n1")).isEmpty();
    }

    @Test
    void aPressOnAnOldCardChangesNothing() {
        bot.happens("n1", "resolved", "Trunk M-5 up", "north", List.of(), Duration.ofMinutes(20));
        for (String button : List.of("take:1:1", "release:1:1", "takeover:1:1:1", "give:1:1", "close:1:1")) {
            assertThat(anna.pressesOnCard(button)).isEqualTo("Уже устранено в 14:40");
        }
        assertThat(clara.pressesOnCard("take:1:1")).isEqualTo("Resolved already, at 14:40");

        bot.open("n1", "critical", "Trunk M-5 down", "north", Duration.ofMinutes(1));
        for (String button : List.of("take:1:1", "release:1:1", "takeover:1:1:1", "give:1:1", "close:1:1")) {
            assertThat(anna.pressesOnCard(button)).isEqualTo("#1 открыт заново: нажмите на новой карточке");
        }
        assertThat(bot.owner("n1")).isEmpty();
        assertThat(anna.pressesOnCard("take:1:2")).isEqualTo("#1 теперь ваш");
    }

    @Test
    void theOwnerHandsItOverToSomebodyWhoIsToldAndGetsTheCard() {
        bot.list(directory(ANNA, Samples.person(BORIS.phone(), BORIS.name(), BORIS.role(), "south", "north"), CLARA));
        boris.types("/poolon");
        anna.pressesOnCard("take:1:1");

        anna.pressesOnCard("give:1:1");
        assertThat(anna.last()).isEqualTo("Кому передать #1 <b>Trunk M-5 down</b>?");
        assertThat(anna.buttons()).containsExactly("🟢 Борис Лебедев", "Clara Smith", "Не передавать");
        assertThat(anna.presses("Борис")).isEqualTo("#1 передан. В работе: <b>Борис Лебедев</b>");

        assertThat(boris.look()).contains("👤 Вам передан #1 <b>Trunk M-5 down</b>. Передаёт: Анна Орлова");
        assertThat(bot.requestedCards(1002)).containsExactly("n1");
        assertThat(bot.owner("n1")).isEqualTo("Борис Лебедев");
        assertThat(bot.history("n1")).last().isEqualTo("HANDED_OVER Анна Орлова Борис Лебедев");

        assertThat(anna.pressesData("giveto:1:1:1003", 2)).isEqualTo("Уже в работе: Борис Лебедев, 15:00");
        boris.pressesOnCard("give:1:1");
        assertThat(boris.presses("Не передавать")).isEqualTo("#1 остаётся у вас.");
        boris.pressesOnCard("give:1:1");
        boris.presses("Clara");
        assertThat(clara.look()).contains("👤 #1 <b>Trunk M-5 down</b> is yours now, handed over by Борис Лебедев");
    }

    @Test
    void onlyTheOwnerHandsOverAndClosesAndOnlyToWhomItConcerns() {
        assertThat(anna.pressesOnCard("give:1:1")).isEqualTo("#1 сейчас никто не занят");
        assertThat(clara.pressesOnCard("close:1:1")).isEqualTo("Nobody works on #1 at the moment");
        anna.pressesOnCard("take:1:1");
        assertThat(clara.pressesOnCard("give:1:1")).isEqualTo("Somebody works on it already: Анна Орлова, 15:00");
        assertThat(clara.pressesOnCard("close:1:1")).isEqualTo("Somebody works on it already: Анна Орлова, 15:00");
        assertThat(anna.pressesOnCard("giveto:1:1:1002")).isEqualTo("Сейчас этому человеку передать нельзя");
        bot.users().logout(1003);
        assertThat(anna.pressesOnCard("give:1:1")).isEqualTo("Передать некому: кроме вас, никто не вошёл");
        assertThat(bot.owner("n1")).isEqualTo("Анна Орлова");
    }

    @Test
    void closingAsksOnceAndNamesWhoClosesIt() {
        anna.pressesOnCard("take:1:1");
        anna.pressesOnCard("close:1:1");
        assertThat(anna.last())
                .isEqualTo("Закрыть #1 <b>Trunk M-5 down</b>? Если авария повторится, он откроется снова.");
        assertThat(anna.presses("Оставить открытым")).endsWith("— <b>Оставить открытым</b>");
        assertThat(bot.closingRequests()).isEmpty();

        anna.pressesOnCard("close:1:1");
        assertThat(anna.presses("Закрыть")).endsWith("— <b>Закрыть</b>");
        assertThat(bot.closingRequests())
                .containsExactly(new ClosingRequest(new Opening("n1", 1, 1), 1, "Анна Орлова", 1001));

        clara.pressesOnCard("takeover:1:1:1001");
        clara.pressesOnCard("close:1:1");
        assertThat(clara.last()).isEqualTo("Close #1 <b>Trunk M-5 down</b>? It opens again if the problem comes back.");
        bot.happens("n1", "resolved", "Trunk M-5 up", "north", List.of(), Duration.ZERO);
        assertThat(clara.presses("Close")).isEqualTo("Resolved already, at 15:00");
        assertThat(bot.closingRequests()).hasSize(1);
    }

    @Test
    void whatBecomesWorseWhileSomebodyDecidesStaysOpen() {
        bot.open("n2", "warning", "Fan slow", "north", Duration.ofMinutes(5));
        anna.pressesOnCard("take:2:1");
        anna.pressesOnCard("close:2:1");
        bot.open("n2", "critical", "Fan stopped", "north", Duration.ofMinutes(1));

        assertThat(anna.presses("Закрыть"))
                .isEqualTo("#2 не закрыт: пока вы решали, стало хуже. Посмотрите новую карточку.");
        assertThat(bot.closingRequests()).isEmpty();

        anna.pressesOnCard("close:2:1");
        anna.presses("Закрыть");
        assertThat(bot.closingRequests())
                .containsExactly(new ClosingRequest(new Opening("n2", 2, 1), 1, "Анна Орлова", 1001));
    }

    @Test
    void aReplyToACardIsANote() {
        bot.card("n1", 1001, 400);
        bot.card("n1", 1002, 400);
        bot.card("n1", 1003, 400);
        String update = anna.reply(400, "\"text\":\"Выехала бригада\"");

        assertThat(anna.does(update)).isEqualTo("✍️ Записано к #1.");
        assertThat(anna.does(update)).isEqualTo("✍️ Записано к #1.");
        assertThat(clara.repliesTo(400, "<b>ok</b>")).isEqualTo("✍️ Noted for #1.");

        assertThat(bot.history("n1"))
                .containsExactly("NOTED Анна Орлова Выехала бригада", "NOTED Clara Smith <b>ok</b>");
        assertThat(boris.repliesTo(400, "я")).isEqualTo("#1 не на ваших участках: Север");
        assertThat(anna.repliesTo(400, "x".repeat(501))).startsWith("Заметка длиннее 500 знаков");
        assertThat(anna.repliesTo(401, "x")).startsWith("Я понимаю только команды");
        assertThat(anna.does(anna.reply(400, "\"sticker\":{}"))).startsWith("Картинки, файлы и стикеры");
        assertThat(anna.repliesTo(400, "/me")).contains("Анна Орлова");
        assertThat(bot.history("n1")).hasSize(2);
    }

    @Test
    void aNumberOpensItsCard() {
        assertThat(anna.types("/start i_1")).isEmpty();
        assertThat(anna.pressesOnCard("card:1")).isEqualTo("null");
        assertThat(bot.requestedCards(1001)).containsExactly("n1", "n1");

        assertThat(boris.types("/start i_1")).isEqualTo("#1 не на ваших участках: Север");
        assertThat(clara.types("/start i_1234")).isEqualTo("There is no incident #1234 any more");
        assertThat(clara.pressesOnCard("card:1234")).isEqualTo("There is no incident #1234 any more");
        assertThat(anna.types("/start x")).contains("Анна Орлова");
        assertThat(new ChatUser(bot, 1009, "ru").types("/start i_1")).startsWith("Здравствуйте! Я Вестник");
    }

    @Test
    void openShowsFreeOnesFirstWithNumbersAndOwnersAndMineAlone() {
        bot.open("n2", "critical", "Core down", "north", Duration.ofMinutes(5));
        bot.open("n3", "warning", "Fan slow", "north", Duration.ofDays(1));
        anna.pressesOnCard("take:1:1");

        assertThat(anna.types("/open")).isEqualTo("""
                        <b>Открытых инцидентов: 3</b>
                        🔴 #2 <b>Core down</b> · Север · с 14:55 МСК, 5 мин
                        🔴 #1 <b>Trunk M-5 down</b> · Север · с 14:12 МСК, 48 мин · 👤 Анна Орлова
                        🟡 #3 <b>Fan slow</b> · Север · с 22.11 15:00 МСК, 1 дн.""");
        assertThat(anna.buttons()).containsExactly("#2", "#1", "#3", "👤 Мои");
        assertThat(anna.presses("Мои")).startsWith("<b>Мои инциденты: 1</b>\n🔴 #1");
        assertThat(anna.buttons()).containsExactly("#1", "Все");
        anna.presses("#1");
        assertThat(bot.requestedCards(1001)).containsExactly("n1");

        anna.pressesOnCard("release:1:1");
        assertThat(anna.pressesData("open:0:mine", 2)).isEqualTo("У вас нет инцидентов в работе.");
        assertThat(anna.presses("Все")).startsWith("<b>Открытых инцидентов: 3</b>\n🔴 #1");
        clara.pressesOnCard("take:3:1");
        assertThat(clara.types("/open")).contains("🟡 #3 <b>Fan slow</b>").endsWith("· 👤 Clara Smith");
    }

    @Test
    void whoComesOnDutyLearnsWhoWorksOnWhat() {
        clara.pressesOnCard("take:1:1");
        assertThat(anna.types("/poolon"))
                .contains("<b>1</b> открытый инцидент")
                .endsWith("Из них уже в работе:\n#1 <b>Trunk M-5 down</b> — Clara Smith");
    }

    @Test
    void whatTheOwnerCanNoLongerDoIsFreeAgain() {
        anna.pressesOnCard("take:1:1");
        anna.types("/logout");
        anna.presses("Выйти");
        assertThat(bot.owner("n1")).isEmpty();
        assertThat(bot.history("n1")).last().isEqualTo("RELEASED Анна Орлова");

        anna.sharesOwn(ANNA.phone());
        anna.pressesOnCard("take:1:1");
        Directory before = bot.directory();
        bot.list(directory(Samples.person(ANNA.phone(), ANNA.name(), ANNA.role(), "south"), BORIS, CLARA));
        bot.directoryNotices().of(List.of(), before);
        assertThat(bot.owner("n1")).isEmpty();

        clara.pressesOnCard("take:1:1");
        bot.directoryNotices().of(List.of(bot.user(1003)), bot.directory());
        assertThat(bot.owner("n1")).isEmpty();
    }

    @Test
    void incidentsFollowTheirOwnerToAnotherAccount() {
        anna.pressesOnCard("take:1:1");
        ChatUser again = new ChatUser(bot, 1011, "ru");
        again.sharesOwn(ANNA.phone());

        assertThat(bot.owner("n1")).isEqualTo("Анна Орлова");
        assertThat(again.pressesOnCard("release:1:1")).isEqualTo("#1 снова свободен");
    }

    @Test
    void helpExplainsTheButtons() {
        assertThat(anna.types("/help")).contains("«Беру»", "«Передать…»", "Ответ на карточку — заметка");
        assertThat(clara.types("/help")).contains("“Take it”", "A reply to the card is a note");
    }
}
