package dev.vestnik.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.vestnik.sandbox.Browser;
import dev.vestnik.user.UserService;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * From event to message as a person on duty sees it: events pushed to a real Redis, the sandbox's page in a real browser. That
 * a person does not receive an event is shown by a later event to them, which arrives without the earlier one.
 */
@Timeout(180)
class BrowserIT {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    /** Milliseconds. */
    private static final double PATIENCE = 20_000;

    private static final long ANNA = 1001;
    private static final long BORIS = 1002;
    private static final long CLARA = 1003;
    private static final long STRANGER = 1009;

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;

    private ChatOnPage anna;
    private ChatOnPage boris;
    private ChatOnPage clara;
    private ChatOnPage stranger;
    private int markers;

    @BeforeAll
    static void start() {
        vestnik = RunningVestnik.start(folder, "vestnik.delivery.per-chat=unlimited");
        vestnik.sandbox().unlimited();
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @BeforeEach
    void openThePage() {
        UserService users = vestnik.bean(UserService.class);
        LongStream.of(ANNA, BORIS, CLARA).forEach(users::logout);
        forgetIncidents();
        vestnik.sandbox().reset();
        Page page = BROWSER.page(1900, 950, "ru-RU", ColorScheme.LIGHT);
        page.navigate("http://localhost:" + vestnik.port() + "/");
        anna = new ChatOnPage(page, ANNA);
        boris = new ChatOnPage(page, BORIS);
        clara = new ChatOnPage(page, CLARA);
        stranger = new ChatOnPage(page, STRANGER);
        assertThat(page.locator(".phone .start:visible")).hasCount(4);
        stranger.presses("Начать");
        stranger.sees("Чтобы войти");
    }

    @Test
    void whoIsOnDutyGetsWhatTheySelected() {
        annaLogsIn();
        anna.presses("🟢 Заступить на дежурство");
        anna.sees("Вы заступили на дежурство");

        push("{\"status\":\"critical\",\"title\":\"Link down\",\"ip\":\"10.1.0.7\",\"key\":\"core-7/if-3\"}");
        anna.seesOnce("Link down");
        assertThat(anna.saying("Link down")).containsText("Авария: Link down");
        assertThat(anna.saying("Link down")).containsText("Север");
        anna.asksWhy("Link down");
        Locator why = anna.page().locator(".popover");
        assertThat(why).containsText("Вы дежурите по участку «Север», а событие — о его адресе 10.1.0.7.");
        assertThat(why).containsText("Статус выбран: 🔴 авария.");
        anna.page().keyboard().press("Escape");

        anna.says("/select");
        anna.presses("✅ 🟡 предупреждение");
        assertThat(anna.toast()).hasText("🟡 предупреждение: больше не пришлю");
        push("{\"status\":\"warning\",\"title\":\"Fan slow\",\"ip\":\"10.1.0.7\",\"key\":\"core-7/fan\"}");
        anna.sees(marker("+70000000001"));
        anna.hasNotSeen("Fan slow");

        anna.page()
                .locator("#panel")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Устранено та же линия"))
                .click();
        anna.seesOnce("Линия работает: core-7, порт 3");
        stranger.hasNotSeen("Link down");
    }

    @Test
    void whoLeavesGetsNothingAndTheOtherOneOnDutyDoes() {
        annaLogsIn();
        claraLogsIn();
        anna.says("/poolon");
        anna.sees("Вы заступили на дежурство");
        clara.says("/poolon");
        clara.sees("You are now on duty");

        anna.presses("⚪️ Сдать дежурство");
        anna.sees("Вы сдали дежурство");
        push(critical("After pooloff"));
        clara.seesOnce("After pooloff");
        anna.sees(marker("+70000000001"));
        anna.hasNotSeen("After pooloff");

        anna.says("/poolon");
        anna.sees("Случилось до начала вашего дежурства");
        anna.says("/disable");
        anna.presses("Выключить");
        anna.sees("Уведомления выключены, хотя вы на дежурстве");
        push(critical("After disable"));
        clara.seesOnce("After disable");
        anna.says("/pooloff");
        anna.presses("🔔 Включить уведомления");
        anna.sees("Уведомления включены.");
        anna.sees(marker("+70000000001"));
        anna.hasNotSeen("After disable");

        anna.says("/poolon");
        anna.sees("After disable");
        anna.says("/logout");
        anna.presses("Выйти");
        anna.sees("Вы вышли.");
        push(critical("After logout"));
        clara.seesOnce("After logout");
        anna.presses("📱 Поделиться контактом");
        assertThat(anna.saying("Вы пока не на дежурстве")).hasCount(2);
        anna.sees(marker("+70000000001"));
        anna.hasNotSeen("After logout");
    }

    @Test
    void withNobodyOnDutyWhatIsCriticalWakesTheAreaAndTheRestWaits() {
        annaLogsIn();
        boris.logsIn("Начать", "📱 Поделиться контактом", "Вы пока не на дежурстве");

        push(critical("Core is down"));
        anna.seesOnce("Core is down");
        assertThat(anna.saying("Core is down")).containsText("На участке никто не дежурит");
        push("{\"status\":\"warning\",\"title\":\"Battery low\",\"ip\":\"10.1.0.7\",\"key\":\"ups-1\"}");
        anna.sees(marker("+70000000001"));
        anna.hasNotSeen("Battery low");
        boris.sees(marker("+70000000002"));
        boris.hasNotSeen("Core is down");
        boris.hasNotSeen("Battery low");

        anna.presses("🟢 Заступить на дежурство");
        anna.seesOnce("Battery low");
        Locator handedOver = anna.saying("Открыто к началу вашего дежурства");
        assertThat(handedOver).hasCount(1);
        assertThat(handedOver).containsText("Core is down");
        assertThat(handedOver).containsText("Battery low");

        push("{\"status\":\"resolved\",\"title\":\"Core is up\",\"key\":\"Core is down\"}");
        anna.seesOnce("Core is up");
        anna.presses("Открытые инциденты");
        anna.sees("Открытых инцидентов: 1");
        assertThat(anna.newest()).containsText("Battery low");
        assertThat(anna.newest()).not().containsText("Core");
        stranger.hasNotSeen("Core is down");
    }

    @Test
    void theTourLeadsFromTheLoginToAnIncidentThatWasTakenEscalatedAndResolved() {
        Locator tour = anna.page().locator(".tour");
        Locator next = tour.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Сделать"));
        annaLogsIn();
        done(tour, "tourLogin");
        anna.presses("🟢 Заступить на дежурство");
        done(tour, "tourDuty");
        next.click();
        done(tour, "tourFailure");
        anna.presses("Беру");
        done(tour, "tourTake");
        next.click();
        done(tour, "tourSecond");
        next.click();
        done(tour, "tourClock");
        done(tour, "tourEscalation");
        next.click();
        done(tour, "tourRecovery");
        assertThat(tour).containsText("8 / 8");
        anna.page().locator("[data-language=en]").click();
        assertThat(tour).containsText("That is all.");
    }

    private static void done(Locator tour, String step) {
        assertThat(tour.locator(".done[data-step=" + step + "]"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
    }

    private void annaLogsIn() {
        anna.logsIn("Начать", "📱 Поделиться контактом", "Вы пока не на дежурстве");
    }

    private void claraLogsIn() {
        clara.logsIn("Начать", "📱 Share my contact", "You are not on duty yet");
    }

    private static String critical(String title) {
        return "{\"status\":\"critical\",\"title\":\"" + title + "\",\"ip\":\"10.1.0.7\",\"key\":\"" + title + "\"}";
    }

    /** Sends something to this person alone, on duty or not, and answers what they will see. */
    private String marker(String phone) {
        String title = "Marker " + ++markers;
        push("{\"status\":\"info\",\"title\":\"" + title + "\",\"to\":[\"" + phone + "\"]}");
        return title;
    }

    private static void push(String event) {
        vestnik.redis().rpush(vestnik.keys().inbox(), event);
    }

    private static void forgetIncidents() {
        String open = vestnik.keys().openIncidents();
        List<String> keys = vestnik.redis().zrange(open, 0, -1);
        keys.forEach(key ->
                vestnik.redis().del(vestnik.keys().incident(key), vestnik.keys().holders(key)));
        vestnik.redis().del(open);
    }
}
