package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.bot.silence.SilenceNews;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.DispatchResult;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import io.lettuce.core.Range;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code /silence} and {@code /silences}, through the shipped routes. It is 12:00 UTC. */
class SilencesTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @AutoClose
    private BotRoute bot;

    private DispatchFixture dispatch;
    private ChatUser anna;
    private ChatUser boris;
    private ChatUser clara;
    private String requested = "0-0";

    @BeforeEach
    void start() throws Exception {
        bot = new BotRoute(REDIS);
        dispatch = new DispatchFixture(REDIS, REDIS.commands(), bot.clock());
        anna = bot.anna();
        boris = bot.boris();
        clara = bot.clara();
        anna.types("/poolon");
    }

    @Test
    void anAreaIsSilentUntilItsTimeAndThenPeopleAreToldWhatIsStillOpen() {
        dispatch.settle(event("warning").key("n/0").area("north").event());

        assertThat(anna.types("/silence Север 2 ч замена <платы>")).isEqualTo("""
                🔇 <b>Тишина до 14:00 UTC: Север</b>
                Не оповещаю ни о чём, кроме самого срочного (🔴 авария).
                Причина: замена &lt;платы&gt;

                Инциденты остаются в списке с пометкой 🔇: /open""");
        assertThat(dispatch.settle(event("warning").key("n/1").area("north").event())
                        .entries())
                .as("before dispatch has read the request")
                .isEmpty();
        perform();
        dispatch.settle(event("warning").key("n/2").area("north").event());
        dispatch.settle(event("resolved").key("n/2").area("north").event());
        dispatch.settle(event("critical").key("n/3").area("north").event());

        assertThat(anna.types("/open"))
                .startsWith("<b>Открытых инцидентов: 3</b>\nИз них без оповещений (🔇): 2\n")
                .contains("🔴 #4 <b>critical thing</b>", "🔇🟡 #1 <b>warning thing</b>", "🔇🟡 #2");
        assertThat(clara.types("/silences")).isEqualTo("""
                <b>Silences: 1</b>

                🔇 <b>Север</b> until 14:00 UTC
                Nothing is sent but the most urgent (🔴 critical).
                Анна Орлова: замена &lt;платы&gt;
                Events not sent: 3""");
        assertThat(clara.buttons()).containsExactly("End: Север");
        assertThat(boris.types("/silences")).isEqualTo("Тишины нет нигде: оповещаю обо всём.");
        anna.types("/pooloff");
        anna.pressesData("pooloff:yes", anna.newestWithButtons());
        assertThat(anna.types("/poolon")).endsWith("🔇 Открыты, но под тишиной: <b>2</b>. Список: /open");
        assertThat(bot.handedOver(1001)).as("only what is not silenced").hasSize(1);

        anna.look();
        bot.passes(Duration.ofHours(2));
        timeIsUp();

        assertThat(anna.look()).containsExactly("""
                🔔 <b>Тишина закончилась: Север</b>
                Событий без оповещения: 3
                Ещё открыто: <b>2</b>
                🟡 #1 <b>warning thing</b> · Север
                🟡 #2 <b>warning thing</b> · Север""");
        assertThat(anna.buttons()).containsExactly("#1", "#2");
        assertThat(anna.types("/silences")).isEqualTo("Тишины нет нигде: оповещаю обо всём.");
        assertThat(anna.types("/open")).doesNotContain("🔇");
        assertThat(bot.history("n/0")).containsExactly("SILENCED Анна Орлова", "SILENCE_ENDED");
    }

    @Test
    void aButtonEndsItEarlyOnce() {
        clara.types("/silence critical north until 20:00 board replaced");
        perform();
        dispatch.settle(event("critical").key("n/1").area("north").event());
        assertThat(clara.types("/ready"))
                .startsWith(
                        "✅ <b>Somebody would be woken in each area now.</b>\n🔇 <b>Север</b>: silence until 20:00 UTC, ");
        assertThat(anna.types("/silences")).contains("Не оповещаю ни о чём, даже о самом срочном (🔴 авария).");
        int list = anna.newestWithButtons();

        assertThat(anna.presses("Закончить: Север")).isEqualTo("Тишины нет нигде: оповещаю обо всём.");
        List<DispatchResult> done = perform();
        assertThat(done.get(0).entries()).as("what wakes is sent").hasSize(1);
        assertThat(anna.look()).containsExactly("""
                🔔 <b>Тишина закончена: Север</b>
                Раньше срока, по команде: Анна Орлова
                Событий без оповещения: 1
                Ещё открыто: <b>1</b>
                🔴 #1 <b>critical thing</b> · Север""");
        assertThat(clara.look())
                .singleElement()
                .asString()
                .startsWith("🔔 <b>The silence is over: Север</b>\nEnded early by Анна Орлова\n");
        anna.pressesData("unsilence:" + "1003-2:list", list);
        assertThat(anna.toast()).isEqualTo("Эта тишина уже закончилась.");
        assertThat(perform()).isEmpty();
        assertThat(clara.presses("End the silence")).isEqualTo("This silence is over already.");
    }

    @Test
    void theSameUpdateTwiceIsOneSilenceAndDoesNotBeginItAgainAfterItsEnd() {
        String update = "{\"message\":{\"message_id\":77,\"from\":{\"id\":1001,\"is_bot\":false,\"first_name\":\"X\","
                + "\"language_code\":\"ru\"},\"chat\":{\"id\":1001,\"type\":\"private\"},"
                + "\"text\":\"/silence north 2h works\"}}";
        anna.does(update);
        bot.passes(Duration.ofMinutes(1));
        assertThat(anna.does(update)).startsWith("🔇 <b>Тишина до 14:00 UTC: Север</b>");
        perform();
        assertThat(anna.types("/silences")).contains("<b>Тишина, всего: 1</b>", "до 14:00 UTC");

        bot.passes(Duration.ofHours(2));
        timeIsUp();
        anna.does(update);
        perform();

        assertThat(anna.types("/silences")).isEqualTo("Тишины нет нигде: оповещаю обо всём.");
        assertThat(dispatch.settle(event("warning").key("n/1").area("north").event())
                        .entries())
                .hasSize(1);
    }

    @Test
    void whoMaySilenceAndEndWhat() {
        assertThat(anna.types("/silence south 2h x"))
                .isEqualTo("Тишину можно включить только для своих участков. Ваши участки: Север. "
                        + "О других попросите администратора.");
        assertThat(anna.types("/silence 10.0.0.0/8 2h x"))
                .startsWith("🔇 <b>Тишина до 14:00 UTC: <code>10.0.0.0/8</code></b>")
                .contains("Только участки: Север.");
        assertThat(clara.types("/silence core-7/* 30m x"))
                .startsWith("🔇 <b>Silence until 12:30 UTC: core-7/*</b>")
                .doesNotContain("Only");
        assertThat(boris.types("/silences"))
                .as("may concern his events, but is not his")
                .contains("core-7/*")
                .doesNotContain("10.0.0.0/8");
        assertThat(boris.buttons()).isEmpty();
        String id = REDIS.commands().hkeys(REDIS.keys().silences()).stream()
                .filter(one -> one.startsWith("1003"))
                .findFirst()
                .orElseThrow();
        assertThat(boris.pressesOnCard("unsilence:" + id))
                .isEqualTo("Закончить может тот, кто включил (Clara Smith), или администратор");
        perform();
        assertThat(clara.types("/silences")).startsWith("<b>Silences: 2</b>");
    }

    @Test
    void anIncidentIsNamedByItsKeyOrItsNumber() {
        dispatch.settle(event("critical").key("core-7/if-3").area("north").event());
        dispatch.settle(event("critical").key("secret").area("north").to(BORIS).event());

        assertThat(clara.types("/silence critical #1 2h x")).contains("core-7/if-3");
        assertThat(anna.types("/silence core-7/if-3 2h x")).contains("core-7/if-3");
        assertThat(anna.types("/silence secret 2h x")).startsWith("«secret» — не участок");
        assertThat(clara.types("/silence #2 2h x")).startsWith("“<code>#2</code>” is no area");
    }

    @Test
    void aWrongCommandGetsASentenceThatSaysWhatIsRight() {
        assertThat(anna.types("/silence")).startsWith("Напишите, о чём не оповещать, до какого времени и почему.");
        assertThat(clara.types("/silence")).startsWith("Write what to silence, until when and why.");
        assertThat(anna.types("/silence critical")).startsWith("«» — не участок");
        assertThat(anna.types("/silence nord 2h x")).startsWith("«nord» — не участок, не сеть и не ключ. Участки: ");
        assertThat(anna.types("/silence 10.1.0.0/33 2h x")).startsWith("«<code>10.1.0.0/33</code>» — не участок");
        assertThat(anna.types("/silence north")).startsWith("До какого времени? Например:");
        assertThat(anna.types("/silence north замена платы")).startsWith("Не понимаю время «замена».");
        assertThat(anna.types("/silence north 25h x")).startsWith("Тишина длится не больше 24 ч.");
        assertThat(anna.types("/silence north 0m x")).startsWith("Тишина длится не больше 24 ч.");
        assertThat(anna.types("/silence north 2h")).startsWith("Почему? Добавьте причину");
        assertThat(anna.types("/silence north 2 ч")).startsWith("Почему? Добавьте причину");
        assertThat(anna.types("/silence north 2h " + "x".repeat(201)))
                .isEqualTo("Причина длиннее 200 символов. Сократите её, пожалуйста.");
        assertThat(anna.types("/silences all")).startsWith("Команда /silences не понимает «all»");
        assertThat(perform()).isEmpty();
        assertThat(bot.bean(SilenceStore.class).all()).isEmpty();
        assertThat(anna.types("/help")).contains("/silence — тишина:", "/silences — где сейчас тишина");
    }

    /** Dispatch performs the requests since the last call, and tells people what it has to. */
    private List<DispatchResult> perform() {
        List<DispatchResult> done = REDIS
                .commands()
                .xrange(
                        REDIS.keys().events(),
                        Range.from(Range.Boundary.excluding(requested), Range.Boundary.unbounded()))
                .stream()
                .peek(entry -> requested = entry.getId())
                .flatMap(entry -> SilenceRequest.of(entry.getBody()).stream())
                .map(dispatch::settle)
                .toList();
        done.forEach(this::tell);
        return done;
    }

    private void timeIsUp() {
        bot.bean(SilenceStore.class).due().forEach(request -> tell(dispatch.settle(request)));
    }

    private void tell(DispatchResult result) {
        result.outcomes().forEach(outcome -> {
            outcome.report(DispatchOutcome.SilenceOver.class)
                    .ifPresent(over -> bot.says(bot.bean(SilenceNews.class).ended(over.ended())));
        });
    }
}
