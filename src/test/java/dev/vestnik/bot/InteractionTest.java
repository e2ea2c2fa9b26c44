package dev.vestnik.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.telegram.AsyncTelegramConstants;
import dev.vestnik.component.telegram.CallOutcome;
import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.component.telegram.TelegramUnavailableException;
import dev.vestnik.testing.RedisExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.model.EditMessageTextMessage;
import org.apache.camel.component.telegram.model.OutgoingCallbackQueryMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts, buttons, groups, blocked bots and errors. */
class InteractionTest {
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
    void onTextGivesAHint() {
        assertThat(anna.types("что происходит?")).startsWith("Я понимаю только команды и кнопки");
        assertThat(clara.types("what happens?")).startsWith("I only understand commands and buttons");
        assertThat(anna.does(anna.message("\"sticker\":{\"emoji\":\"x\"}"))).startsWith("Картинки, файлы и стикеры");
        assertThat(clara.does(clara.message("\"photo\":[]"))).startsWith("I cannot read pictures");
    }

    @Test
    void onTextRemindsOfAnOpenQuestion() {
        anna.types("/logout");
        assertThat(anna.types("да")).startsWith("Сначала ответьте кнопкой");
    }

    @Test
    @DisplayName("InteractionScene: the keys of both languages are commands")
    void keysOfBothLanguagesAreCommands() {
        assertThat(anna.types("Help")).startsWith("<b>Что я умею</b>");
        assertThat(clara.types(" Справка ")).startsWith("<b>What I can do</b>");
    }

    @Test
    @DisplayName("CommandHandler: commands are read in any case, with the bot's name")
    void commandsAreReadInAnyCaseWithName() {
        assertThat(anna.types("/HELP@VestnikBot")).startsWith("<b>Что я умею</b>");
    }

    @Test
    void unknownCommandsGetAHint() {
        assertThat(anna.types("/nosuch<b>")).startsWith("Команды <code>/nosuch&lt;b&gt;</code> нет.");
        assertThat(clara.types("/" + "x".repeat(4_000)))
                .startsWith("There is no command <code>/xxx")
                .hasSizeLessThan(100);
        assertThat(anna.types("/")).startsWith("Команды / нет.");
    }

    @Test
    void callbackQueryThatIsUnknownIsAnsweredPolitely() {
        anna.pressesData("whatever:1", 1);
        assertThat(anna.toast()).startsWith("Эта кнопка больше не работает");
        clara.pressesData("", 1);
        assertThat(clara.toast()).startsWith("This button does not work any more");
    }

    @Test
    void editsAndServiceMessagesAreLeftAlone() {
        assertThat(anna.does("{\"edited_message\":{\"text\":\"/pooloff\"}}")).isEmpty();
        assertThat(anna.does(anna.message("\"pinned_message\":{}"))).isEmpty();
        assertThat(anna.does("{\"channel_post\":{\"text\":\"/start\",\"chat\":{\"id\":-5}}}"))
                .isEmpty();
        assertThat(anna.does("{\"callback_query\":{}}")).isEmpty();
        assertThat(anna.does("{\"message\":17}")).isEmpty();
    }

    @Test
    void nothingIsShownInAGroup() {
        bot.open("n1", "critical", "Secret", "north", Duration.ZERO);
        for (Command command : Command.values()) {
            assertThat(anna.inGroup("\"text\":\"/" + command.word() + "@Vestnik_Bot\""))
                    .startsWith(
                            List.of(Command.BIND, Command.UNBIND).contains(command)
                                    ? "Привязывают группу только администраторы"
                                    : "О событиях и дежурстве я говорю только в личном чате. Напишите мне лично: /start");
        }
        assertThat(clara.inGroup("\"text\":\"/open@vestnik_bot now\""))
                .startsWith("I talk about events and duty only in a private");
        assertThat(anna.inGroup("\"text\":\"кто?\",\"reply_to_message\":{\"from\":{\"id\":77}}"))
                .startsWith("О событиях и дежурстве");
        for (String others :
                new String[] {"доброе утро", "/open", "/open@other_bot", "/open @vestnik_bot", "Кто дежурит"}) {
            assertThat(anna.inGroup("\"text\":\"" + others + "\"")).as(others).isEmpty();
        }
        assertThat(anna.inGroup("\"text\":\"и я\",\"reply_to_message\":{\"from\":{\"id\":78}}"))
                .isEmpty();
        assertThat(bot.user(1001).onDuty()).isFalse();
    }

    @Test
    void argumentsThatACommandDoesNotTakeAreRefused() {
        assertThat(anna.types("/me 8h")).isEqualTo("Команда /me не понимает «8h». Отправьте просто /me");
        assertThat(clara.types("/disable@vestnik_bot <now>")).startsWith("/disable does not take “&lt;now&gt;”");
        assertThat(bot.user(1001).onDuty()).isFalse();
        assertThat(bot.user(1003).enabled()).isTrue();
        assertThat(anna.types("/start whatever")).contains("Анна Орлова");
        assertThat(anna.types("/poolon ")).contains("Вы заступили");
        assertThat(anna.types("/nonsense 8h")).contains("/nonsense</code> нет");
    }

    @Test
    void whoAddsTheBotToAGroupIsToldHowAnAdministratorBindsIt() {
        assertThat(anna.membershipInGroup("left", "member"))
                .isEqualTo("Здравствуйте! Присылаю сюда копии карточек инцидентов. "
                        + "Администратор привязывает группу или тему так: /bind@vestnik_bot north critical,warning");
        assertThat(clara.membershipInGroup("kicked", "administrator"))
                .isEqualTo(
                        "Hello! I send copies of incident cards here. "
                                + "An administrator binds the group or topic like this: /bind@vestnik_bot north critical,warning");
        assertThat(anna.membershipInGroup("member", "administrator")).isEmpty();
        assertThat(anna.membershipInGroup("member", "left")).isEmpty();
        assertThat(bot.user(1001).reachable()).isTrue();
    }

    @Test
    void aReplyInAGroupGoesToTheTopicThatItWasAskedForIn() {
        anna.inGroup("\"text\":\"/who@vestnik_bot\",\"message_thread_id\":5,\"is_topic_message\":true");
        assertThat(lastTopic()).isEqualTo(5L);
        anna.inGroup("\"text\":\"/who@vestnik_bot\",\"message_thread_id\":5");
        assertThat(lastTopic()).as("a thread of replies is no topic").isNull();
        anna.types("/who");
        assertThat(lastTopic()).isNull();
    }

    private @Nullable Long lastTopic() {
        List<Exchange> sent = bot.telegram().getReceivedExchanges();
        return sent.get(sent.size() - 1).getMessage().getHeader(AsyncTelegramConstants.MESSAGE_THREAD_ID, Long.class);
    }

    @Test
    void aButtonInAGroupChangesNothing() {
        anna.types("/logout");
        anna.does(anna.callback("logout:yes", 2, "group"));

        assertThat(anna.toast()).startsWith("Кнопки — для тех, кто вошёл");
        assertThat(bot.users().byChat(1001)).isPresent();
    }

    @Test
    void whoBlocksTheBotIsUnreachableUntilTheyUnblockIt() {
        anna.types("/poolon");
        anna.membership("kicked");
        assertThat(bot.user(1001).unreachable()).isTrue();
        bot.open("n1", "critical", "Link down", "north", Duration.ZERO);

        assertThat(anna.membership("member")).isEmpty();

        assertThat(bot.user(1001).unreachable()).isFalse();
        assertThat(bot.handedOver(1001)).containsExactly("ref-n1");
    }

    @Test
    void whoWasUnreachableAndWritesIsReachable() {
        bot.users().setUnreachable(1001);
        anna.types("привет");
        assertThat(bot.user(1001).unreachable()).isFalse();
    }

    @Test
    void strangersMayBlockTheBot() {
        ChatUser stranger = new ChatUser(bot, 1009, "ru");
        assertThat(stranger.membership("kicked")).isEmpty();
        assertThat(stranger.membership("member")).isEmpty();
    }

    @Test
    void languageFollowsTheirTelegram() {
        ChatUser english = new ChatUser(bot, 1001, "en");
        assertThat(english.types("/me")).contains("Language: English");
        assertThat(bot.user(1001).language()).isEqualTo("en");
    }

    @Test
    void anEditThatChangesNothingIsASuccess() {
        anna.types("/select");
        bot.telegramDoes(sent -> {
            if (sent.getMessage().getBody() instanceof EditMessageTextMessage) {
                throw refused("editMessageText", 400, "Bad Request: message is not modified", null);
            }
        });
        anna.presses("авария");
    }

    @Test
    void aPressTooOldToBeAnsweredStillDoesItsWork() {
        anna.types("/select");
        bot.telegramDoes(sent -> {
            if (sent.getMessage().getBody() instanceof OutgoingCallbackQueryMessage) {
                throw refused("answerCallbackQuery", 400, "Bad Request: query is too old", null);
            }
        });
        anna.presses("авария");
        assertThat(bot.user(1001).selected()).doesNotContain("critical");
        assertThat(anna.buttons()).first().isEqualTo("⬜️ 🔴 авария");
    }

    @Test
    void aReplyThatFailsForNowWaitsInTheOutboxAndThoseBehindItToo() {
        bot.users().joinPool(1003, null);
        AtomicInteger calls = new AtomicInteger();
        bot.telegramDoes(sent -> {
            if (calls.incrementAndGet() == 1) {
                throw new TelegramUnavailableException(
                        "sendMessage", CallOutcome.NOT_ANSWERED, true, "HTTP status 502", 502);
            }
        });
        anna.types("/poolon");
        anna.types("/pooloff");
        clara.types("/help");

        assertThat(calls).as("Anna's first, and Clara's").hasValue(2);
        assertThat(bot.lateReplies(1001)).hasSize(2).allSatisfy(late -> {
            assertThat(late.kind()).isEqualTo("reply");
            assertThat(late.until()).isEqualTo(BotRoute.NOW.plusSeconds(60));
            assertThat(late.notBefore()).isNull();
        });
        assertThat(bot.lateReplies(1001).get(1).keyboard()).contains("Заступить на дежурство");

        REDIS.commands().del(REDIS.keys().outbox() + ":1001");
        anna.types("/who");
        assertThat(calls).as("nothing waits any more").hasValue(3);
    }

    @Test
    void aReplyThatWasTooFastWaitsAsLongAsTelegramSays() {
        bot.telegramDoes(sent -> {
            throw refused("sendMessage", 429, "Too Many Requests: retry after 7", null);
        });
        anna.types("/help");

        assertThat(bot.lateReplies(1001)).singleElement().satisfies(late -> assertThat(late.notBefore())
                .isEqualTo(BotRoute.NOW.plusSeconds(7)));
    }

    @Test
    void aLateEditIsNamedAfterItsMessageAndTheAnswerToThePressIsNotRetried() {
        anna.types("/select");
        bot.telegramDoes(sent -> {
            throw new TelegramUnavailableException("x", CallOutcome.TIMEOUT, true, "no answer", 0);
        });
        anna.presses("авария");

        assertThat(bot.lateReplies(1001)).singleElement().satisfies(late -> {
            assertThat(late.edits()).isNotNull();
            assertThat(late.name()).isEqualTo("edit:" + late.edits());
            assertThat(late.keyboard()).contains("inline_keyboard", "⬜️ 🔴 авария");
        });
    }

    @Test
    void whoCannotBeAnsweredIsUnreachable() {
        bot.telegramDoes(sent -> {
            throw refused("sendMessage", 403, "Forbidden: bot was blocked by the user", null);
        });
        anna.types("/help");
        assertThat(bot.user(1001).unreachable()).isTrue();
    }

    @Test
    void whatFailsInsideIsAnsweredWithAnApology() {
        REDIS.commands().set("vestnik:scene:1001", "not json");
        assertThat(anna.types("привет")).startsWith("Не получилось: внутренняя ошибка");
        assertThat(clara.types("/help")).startsWith("<b>What I can do</b>");
        assertThat(anna.types("/restart")).contains("Начнём заново");
        assertThat(anna.types("привет")).startsWith("Я понимаю только команды");
    }

    @Test
    void repliesCountForThePaceOfTheirChat() {
        long keys = REDIS.commands().keys("vestnik:outbox*").size();
        assertThat(keys).isPositive();
    }

    @Test
    void noHeaderHoldsTheUpdateOnceItWasRead() {
        Exchange done = bot.update(anna.message("\"contact\":{\"phone_number\":\"79160000001\",\"user_id\":1001}"));
        assertThat(done.getMessage().getHeaders().toString()).doesNotContain("7916");
        assertThat(done.getAllProperties().toString()).doesNotContain("7916");
    }

    private static TelegramRefusedException refused(
            String method, int code, String description, @Nullable Duration after) {
        return new TelegramRefusedException(method, code, description, after, null);
    }
}
