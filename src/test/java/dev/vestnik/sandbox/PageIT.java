package dev.vestnik.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.vestnik.sandbox.fault.RateLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class PageIT {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final Path PICTURES = Path.of("target", "page");

    private static StandaloneSandbox alone;

    private SampleBot bot;

    @BeforeAll
    static void start() {
        alone = StandaloneSandbox.start();
    }

    @AfterAll
    static void stop() {
        alone.close();
    }

    @BeforeEach
    void talk() {
        alone.sandbox().bot().reset();
        alone.sandbox().bot().limits(RateLimits.NONE);
        bot = new SampleBot(alone.sandbox(), StandaloneSandbox.TOKEN);
    }

    @AfterEach
    void hush() throws InterruptedException {
        bot.close();
    }

    @Test
    void aPersonLogsInByContactAndTogglesAStatus() {
        Page page = open(1440, 900, "en-GB", ColorScheme.LIGHT);
        Locator anna = phone(page, 1001);
        button(anna, "Start").click();
        button(anna, "Поделиться контактом").click();
        assertThat(anna.locator(".mine .contact")).containsText("+70000000001");
        assertThat(anna.locator(".theirs strong")).hasText("Вы вошли.");
        button(anna, "Мои статусы").click();
        button(anna, "✅ 🟡 Предупреждение").click();
        assertThat(button(anna, "⬜️ 🟡 Предупреждение")).isVisible();
        assertThat(anna.locator(".toast")).hasText("Предупреждения выключены");
        assertThat(anna.locator(".theirs").last()).containsText("edited");
        picture(page, "login-light");
        assertThat(phone(page, 1002).locator(".welcome")).isVisible();
    }

    @Test
    void someoneElsesContactIsShared() {
        Page page = open(1440, 900, "ru-RU", ColorScheme.DARK);
        Locator stranger = phone(page, 1009);
        stranger.getByLabel("Отправить чей-нибудь контакт").click();
        page.getByRole(AriaRole.MENUITEM, menu("Контакт: Анна Орлова")).click();
        assertThat(stranger.locator(".theirs").last()).containsText("Это не ваш контакт.");
        picture(page, "contact-dark");
    }

    @Test
    void whatIsTypedIsShownAsText() {
        Page page = open(1440, 900, "en-GB", ColorScheme.LIGHT);
        Locator boris = phone(page, 1002);
        write(boris, "<img src=x onerror=alert(1)> & more");
        assertThat(boris.locator(".mine .text")).hasText("<img src=x onerror=alert(1)> & more");
        assertThat(boris.locator(".theirs .text")).containsText("«<img src=x onerror=alert(1)> & more»");
        boris.locator(".theirs").getByText("/select").click();
        assertThat(boris.locator(".inline-button")).hasCount(2);
    }

    @Test
    void threeHundredMessagesArriveAndTheUnreadAreCounted() {
        Page page = open(1440, 900, "en-GB", ColorScheme.LIGHT);
        Locator anna = phone(page, 1001);
        write(anna, "hello");
        assertThat(anna.locator(".message")).hasCount(2);
        write(anna, "/flood");
        assertThat(anna.locator(".message")).hasCount(303);
        assertThat(anna.locator(".message").last()).containsText("Событие 300");
        assertThat(anna.locator(".message").last()).isInViewport();
        anna.locator(".scroller").evaluate("scroller => { scroller.scrollTop = 0; }");
        bot.say(1001, "news", "");
        assertThat(anna.locator(".jump .badge")).hasText("1");
        picture(page, "flood-light");
        anna.getByLabel("Newest messages").click();
        assertThat(anna.getByText("news")).isInViewport();
    }

    @Test
    void theNewestMessageStaysInViewWhateverTheWindowDoes() {
        Page page = open(1440, 900, "en-GB", ColorScheme.LIGHT);
        Locator anna = phone(page, 1001);
        write(anna, "/flood");
        assertThat(anna.locator(".message")).hasCount(301);
        assertThat(anna.locator(".day")).hasText("Today");
        page.setViewportSize(1300, 600);
        assertThat(anna.locator(".message").last()).isInViewport();
        page.setViewportSize(390, 700);
        assertThat(anna.locator(".message").last()).isInViewport();
    }

    @Test
    void whenVestnikIsGoneThePageSaysSoKeepsWhatWasTypedAndComesBack() {
        Page page = open(1440, 900, "en-GB", ColorScheme.LIGHT);
        Locator anna = phone(page, 1001);
        page.context().setOffline(true);
        write(anna, "is anybody there?");
        assertThat(anna.locator(".toast")).hasText("Vestnik does not answer. Is it running?");
        assertThat(anna.locator(".composer input")).hasValue("is anybody there?");
        assertThat(anna.locator(".mine")).hasCount(0);
        page.context().setOffline(false);
        anna.locator(".composer input").press("Enter");
        assertThat(anna.locator(".mine .text")).hasText("is anybody there?");
        assertThat(page.locator("#link")).hasText("");
        BROWSER.forgetErrors();
    }

    @Test
    void deletionsAndDocumentsAreShown() throws IOException {
        Page page = open(1440, 900, "en-GB", ColorScheme.LIGHT);
        Locator anna = phone(page, 1001);
        write(anna, "/secret");
        write(anna, "/document");
        assertThat(anna.locator(".document")).containsText("events.txt");
        assertThat(anna.getByText("This goes away")).hasCount(0);
        Download download = page.waitForDownload(() -> anna.locator(".document").click());
        assertThat(Files.readString(download.path())).isEqualTo("300 events");
    }

    @Test
    void aBlockedBotIsUnblockedAgain() {
        Page page = open(1440, 900, "en-GB", ColorScheme.LIGHT);
        Locator anna = phone(page, 1001);
        anna.getByLabel("Menu of the chat").click();
        page.getByRole(AriaRole.MENUITEM, menu("Block the bot")).click();
        assertThat(alone.sandbox().bot().chat(1001)).isNotNull();
        button(anna, "The bot is blocked · Unblock").click();
        write(anna, "again");
        assertThat(anna.locator(".theirs")).containsText("Не понимаю «again»");
    }

    @Test
    void severalPeopleWriteInAGroup() {
        Page page = open(1900, 900, "en-GB", ColorScheme.DARK);
        Locator group = phone(page, -2001);
        group.getByLabel("Write as").selectOption("Борис Лебедев");
        write(group, "Я беру core-7");
        group.getByLabel("Write as").selectOption("Анна Орлова");
        assertThat(group.locator(".theirs .sender").first()).hasText("Борис Лебедев");
        write(group, "Спасибо!");
        assertThat(group.locator(".mine .text")).hasText("Спасибо!");
        picture(page, "group-dark");

        Locator forum = phone(page, -1_000_000_002_002L);
        forum.getByLabel("In topic").selectOption("# Юг");
        write(forum, "В теме");
        assertThat(forum.locator(".message .topic")).hasText("# Юг");
        forum.getByLabel("In topic").selectOption("General");
        write(forum, "Вне тем");
        assertThat(forum.locator(".mine")).hasCount(2);
        assertThat(forum.locator(".message .topic")).hasCount(1);
    }

    @Test
    void buttonsHaveColoursCopyAndOpenAndAMessageIsRepliedTo() {
        Page page = open(1440, 900, "en-GB", ColorScheme.LIGHT);
        Locator anna = phone(page, 1001);
        bot.say(
                1001,
                "🔴 #12 Link down\ncore-7",
                "{\"inline_keyboard\":[[{\"text\":\"Take it\",\"callback_data\":\"take:12:1\",\"style\":\"success\"}],"
                        + "[{\"text\":\"Zabbix\",\"url\":\"https://zabbix.example/\"},"
                        + "{\"text\":\"Card\",\"url\":\"https://t.me/vestnik_sandbox_bot?start=i_12\"},"
                        + "{\"text\":\"Copy IP\",\"copy_text\":{\"text\":\"10.1.0.7\"}}]]}");
        assertThat(button(anna, "Take it")).hasClass("inline-button success");
        assertThat(anna.locator("a.inline-button")).hasAttribute("href", "https://zabbix.example/");
        button(anna, "Copy IP").click();
        assertThat(anna.locator(".toast")).containsText("10.1.0.7");
        button(anna, "Card").click();
        assertThat(anna.locator(".mine")).containsText("/start i_12");

        anna.locator(".theirs")
                .first()
                .getByRole(AriaRole.BUTTON, named("Reply"))
                .click();
        assertThat(anna.locator(".replying")).containsText("Reply to: 🔴 #12 Link down");
        write(anna, "on my way");
        assertThat(anna.locator(".mine .quote")).containsText("🔴 #12 Link down");
        assertThat(anna.locator(".replying")).isHidden();

        assertThat(page.locator(".clock .moved")).hasCount(0);
        button(page.locator(".clock"), "+5 min").click();
        assertThat(page.locator(".clock .moved")).hasCount(1);
        picture(page, "card-buttons");
    }

    @Test
    void eventsArePushedWithTheCommandThatDoesTheSame() {
        alone.pushed().clear();
        Page page = open(1440, 900, "en-GB", ColorScheme.LIGHT);
        Locator panel = page.locator("#panel");
        button(panel, "Failure a link in the north goes down").click();
        assertThat(panel.locator(".said")).hasText("Pushed: 1");
        assertThat(SandboxFixture.read(alone.pushed().remove()).path("status").asText())
                .isEqualTo("critical");
        assertThat(panel.locator(".command-box")).containsText("Authorization: Bearer sample-token");
        panel.getByRole(AriaRole.TAB, named("redis-cli")).click();
        assertThat(panel.locator(".command-box")).containsText("redis-cli -u redis://127.0.0.1:6400");
        button(panel, "Flood of 300 three hundred at once").click();
        assertThat(panel.locator(".said")).hasText("Pushed: 300");
        assertThat(alone.pushed()).hasSize(300);
        alone.pushed().clear();
        panel.getByLabel("Title").fill("It's <b>mine</b>");
        panel.getByLabel("Status").selectOption("info");
        panel.getByLabel("Only to").selectOption("Clara Smith");
        assertThat(panel.locator(".command-box")).containsText("It'\\''s <b>mine</b>");
        button(panel, "Push").click();
        assertThat(panel.locator(".said")).hasText("Pushed: 1");
        assertThat(SandboxFixture.read(alone.pushed().remove())
                        .path("to")
                        .get(0)
                        .asText())
                .isEqualTo("+70000000003");
    }

    @Test
    void onAPhoneOneChatFillsTheScreen() {
        Page page = open(390, 780, "ru-RU", ColorScheme.LIGHT);
        Locator anna = phone(page, 1001);
        button(anna, "Начать").click();
        anna.getByRole(
                        AriaRole.BUTTON,
                        named("Поделиться контактом").setExact(true).setDisabled(false))
                .first()
                .click();
        assertThat(anna.locator(".theirs strong")).hasText("Вы вошли.");
        assertThat(phone(page, 1002)).isHidden();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing is wider than the screen")
                .isTrue();
        picture(page, "narrow-light");
        bot.say(1002, "Для Бориса", "");
        Locator boris =
                page.locator("#tabs").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Борис"));
        assertThat(boris.locator(".badge")).hasText("1");
        boris.click();
        assertThat(phone(page, 1002).getByText("Для Бориса")).isVisible();
        assertThat(boris.locator(".badge")).hasCount(0);
        assertThat(anna).isHidden();
        page.locator("#tabs").getByText("События").click();
        assertThat(page.locator("#panel")).isVisible();
        picture(page, "narrow-events");
    }

    @Test
    void theKeyboardAloneIsEnough() {
        Page page = open(1440, 900, "en-GB", ColorScheme.LIGHT);
        Locator anna = phone(page, 1001);
        anna.getByLabel("Message from Анна Орлова").focus();
        page.keyboard().type("/");
        assertThat(page.getByRole(AriaRole.MENU)).isVisible();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(anna.locator(".mine .text")).hasText("/select");
        assertThat(anna.locator(".inline-button")).hasCount(2);
    }

    private static Page open(int width, int height, String locale, ColorScheme scheme) {
        Page page = BROWSER.page(width, height, locale, scheme);
        page.navigate(alone.url() + "/");
        assertThat(page.locator(".phone")).hasCount(6);
        assertThat(page.locator(".phone .composer")).hasCount(6);
        return page;
    }

    private static Locator phone(Page page, long chat) {
        return page.locator("[id='phone-" + chat + "']");
    }

    private static Locator button(Locator where, String name) {
        return where.getByRole(AriaRole.BUTTON, named(name).setExact(true));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions menu(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void write(Locator phone, String text) {
        Locator input = phone.locator(".composer input");
        input.fill(text);
        input.press("Enter");
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
