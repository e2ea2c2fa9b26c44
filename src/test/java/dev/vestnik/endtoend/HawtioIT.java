package dev.vestnik.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.sandbox.Browser;
import dev.vestnik.user.UserService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Hawtio in a real browser, as an operator uses it: the page of Vestnik, and those of Camel and JMX. */
@Timeout(180)
class HawtioIT {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Path PICTURES = Path.of("target", "page");
    private static final long BORIS = 1002;

    /** Notes what Jolokia refuses, and how many answers are awaited. */
    private static final String WATCH = """
            window.refused = [];
            window.awaited = 0;
            const plain = window.fetch;
            window.fetch = async (address, ...options) => {
              if (!String(address).includes('jolokia')) return plain(address, ...options);
              window.awaited++;
              try {
                const response = await plain(address, ...options);
                const answers = await response.clone().json().catch(() => []);
                window.refused.push(...[answers].flat().filter(({ status }) => status === 403).map(({ error }) => error));
                return response;
              } finally {
                window.awaited--;
              }
            };
            """;

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;

    @BeforeAll
    static void start() {
        setDefaultAssertionTimeout(PATIENCE.toMillis());
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.admin.user=operator",
                "vestnik.admin.password=secret-of-operator",
                "vestnik.admin.viewers=watcher:secret-of-watcher");
    }

    @AfterAll
    static void stop() {
        if (vestnik != null) {
            vestnik.close();
        }
    }

    @Test
    void aWrongPasswordOpensNothingAndAViewerChangesNothing() {
        Page page = page();
        logIn(page, "operator", "guess");

        assertThat(page.getByText("Invalid credentials")).isVisible();
        logIn(page, "watcher", "secret-of-watcher");
        assertThat(page.locator("#vestnik")).containsText("This instance");
        assertThat(refused(page)).isEmpty();
        page.getByText("Pause delivery").click();
        button(page.getByRole(AriaRole.DIALOG), "Pause").click();
        assertThat(page.getByRole(AriaRole.DIALOG))
                .containsText("watcher may see, but change nothing: pause is for operators.");
        // The browser reports the answer 403.
        BROWSER.forgetErrors();
    }

    @Test
    void anOperatorRepairsOnThePageOfVestnik() {
        loseAnEventOf(BORIS, "Dead line");
        Page page = loggedIn();

        page.getByText("1 for a person, 0 before dispatch").click();
        Locator letter = rowWith(page, "Dead line");
        assertThat(letter).containsText("Борис Лебедев");
        button(letter, "Why").click();
        assertThat(page.locator("#vestnik td dl")).containsText("unreachable: 403 Forbidden: user is deactivated");
        picture(page, "hawtio-dead-letters");
        comeBack(BORIS);
        button(letter, "Replay").click();
        assertThat(page.getByText("Nothing was given up here.")).isVisible();
        patiently().until(() -> vestnik.sandbox().texts(BORIS).stream().anyMatch(text -> text.contains("Dead line")));

        vestnik.redis().xadd(vestnik.keys().outbox() + ":" + BORIS, Map.of("event", "none"));
        vestnik.redis().zadd(vestnik.keys().outbox() + ":due", 0, Long.toString(BORIS));
        Locator foreign = rowWith(page, "foreign");
        button(foreign, "Replay").click();
        assertThat(page.getByText("an entry that Vestnik has not written itself cannot be put back."))
                .isVisible();
        button(foreign, "Discard").click();
        answer(page, "Discard this dead letter?", "Cancel");
        assertThat(foreign).isVisible();
        button(foreign, "Discard").click();
        answer(page, "Discard this dead letter?", "Discard");
        assertThat(page.getByText("Nothing was given up here.")).isVisible();

        vestnik.redis().rpush(vestnik.keys().lastLateReply(BORIS), "not the id of a reply");
        vestnik.sandbox().say(BORIS, "/me");
        page.getByText("From people (1)").click();
        Locator update = rowWith(page, "command me, update");
        assertThat(update).containsText("Борис Лебедев");
        picture(page, "hawtio-dead-updates");
        vestnik.redis().del(vestnik.keys().lastLateReply(BORIS));
        button(update, "Replay").click();
        assertThat(page.getByText("Nothing was given up here.")).isVisible();

        tab(page, "Incidents").click();
        button(rowWith(page, "Dead line"), "Close").click();
        answer(page, "Close incident #", "Close it");
        assertThat(page.getByText("No open incidents")).isVisible();

        tab(page, "Routes").click();
        page.getByLabel("Stop handover").click();
        answer(page, "Stop the route handover?", "Stop it");
        assertThat(rowWith(page, "handover")).containsText("Stopped");
        tab(page, "Overview").click();
        assertThat(page.getByText("routes is DOWN")).isVisible();
        assertThat(page.locator("#vestnik")).containsText("handover");
        picture(page, "hawtio-vestnik");
        tab(page, "Routes").click();
        page.getByLabel("Start handover").click();
        assertThat(page.getByLabel("Stop handover")).isVisible();
        tab(page, "Overview").click();
        assertThat(page.getByText("routes is DOWN")).not().isVisible();

        tab(page, "People").click();
        assertThat(rowWith(page, "south").first()).containsText("Борис Лебедев");
        tab(page, "Revisions").click();
        button(page.getByLabel("Revisions"), "Take back").click();
        answer(page, "Take revision 1 back?", "Take back");
        assertThat(page.getByText("The files are already those of revision 1.")).isVisible();
        assertThat(refused(page)).isEmpty();
    }

    @Test
    void noTabOfCamelAndOfJmxIsRefusedAndNoErrorHandlingIsDrawn() {
        Page page = loggedIn();
        assertThat(sidebar(page).getByText("Runtime", exactlyInside())).not().isVisible();

        sidebar(page).getByText("Camel", exactlyInside()).click();
        assertThat(page.locator("#camel-content-header h1")).hasText("routes");
        openAllTabs(page, List.of("Route Diagram", "Routes", "Source", "Exchanges"));
        draw(page, "event-delivery", step(page, "compose-message"));
        assertThat(step(page, "any-failure")).hasCount(0);
        picture(page, "hawtio-route");
        openAllTabs(page, List.of("Route Diagram", "Source", "Exchanges"));
        for (String folder : List.of("endpoints", "components")) {
            page.locator("#camel-tree-view")
                    .getByText(folder, exactlyInside())
                    .first()
                    .click();
            assertThat(page.locator("#camel-content-header h1")).hasText(folder);
            openAllTabs(page, List.of());
        }

        sidebar(page).getByText("JMX", exactlyInside()).click();
        select(page, "KeyedConsumer", row(page, "DeadLetters"));
        assertThat(row(page, "DeadLetters")).containsText("0");
        assertThat(row(page, "Due")).isVisible();
        assertThat(row(page, "Connected")).containsText("true");
        openAllTabs(page, List.of("Attributes", "Operations", "Chart"));
        assertThat(refused(page)).isEmpty();
    }

    /** @param some of the tabs there must be */
    private static void openAllTabs(Page page, List<String> some) {
        Locator tabs = page.locator(".pf-v6-c-nav.pf-m-horizontal a");
        if (!some.isEmpty()) {
            tabs.first().waitFor();
        }
        List<String> names = tabs.allInnerTexts();
        assertThat(names).containsAll(some).doesNotContain("Send", "Browse", "Trace", "Debug");
        for (String name : names) {
            tabs.filter(new Locator.FilterOptions().setHas(page.getByText(name, exactly())))
                    .click();
            patiently().pollInSameThread().until(() -> page.evaluate("window.awaited")
                    .equals(0));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> refused(Page page) {
        return (List<String>) page.evaluate("window.refused");
    }

    private static void loseAnEventOf(long chat, String title) {
        patiently().until(() -> vestnik.bean(DirectoryService.class).isIntact());
        patiently().pollInterval(Duration.ofSeconds(2)).until(() -> {
            vestnik.sandbox().shareOwnContact(chat);
            return vestnik.bean(UserService.class).byChat(chat).isPresent();
        });
        vestnik.sandbox().say(chat, "/poolon");
        patiently().until(() -> vestnik.sandbox().texts(chat).stream().anyMatch(text -> text.contains("Вы заступили")));
        vestnik.sandbox().deactivate(chat);
        vestnik.sandbox().push(List.of(Map.of("status", "critical", "title", title, "area", "south")));
    }

    private static void comeBack(long chat) {
        vestnik.sandbox().unblock(chat);
        vestnik.sandbox().say(chat, "/me");
        patiently().until(() -> vestnik.isReachable(chat));
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().pollInterval(Duration.ofMillis(100)).atMost(PATIENCE);
    }

    private static void answer(Page page, String question, String verb) {
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText(question);
        button(dialog, verb).click();
        assertThat(dialog).not().isVisible();
    }

    private static Locator button(Locator inside, String name) {
        return inside.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator tab(Page page, String name) {
        return page.locator("#vestnik nav").getByText(name, exactlyInside());
    }

    private static Locator sidebar(Page page) {
        return page.locator(".pf-v6-c-page__sidebar");
    }

    private static Locator rowWith(Page page, String text) {
        return page.locator("#vestnik tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** Looks for an MBean and opens it; once more where Hawtio has drawn its tree anew meanwhile, and forgotten the search. */
    private static void select(Page page, String bean, Locator shown) {
        Awaitility.await(bean)
                .pollInSameThread()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(TimeoutError.class)
                .until(() -> {
                    page.locator("input[name=search-input]").fill(bean);
                    page.locator("[role=treeitem] >> text=" + bean)
                            .first()
                            .click(new Locator.ClickOptions().setTimeout(STEP.toMillis()));
                    shown.first().waitFor(new Locator.WaitForOptions().setTimeout(STEP.toMillis()));
                    return true;
                });
    }

    /** Opens a route; once more where Hawtio has drawn its tree anew meanwhile, and the click opened nothing. */
    private static void draw(Page page, String route, Locator drawn) {
        Awaitility.await(route)
                .pollInSameThread()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(TimeoutError.class)
                .until(() -> {
                    page.locator("#camel-tree-view")
                            .getByText(route, exactlyInside())
                            .first()
                            .click(new Locator.ClickOptions().setTimeout(STEP.toMillis()));
                    drawn.waitFor(new Locator.WaitForOptions().setTimeout(STEP.toMillis()));
                    return true;
                });
    }

    private static Locator step(Page page, String id) {
        return page.locator(".react-flow__node").filter(new Locator.FilterOptions().setHasText(id));
    }

    private static Page loggedIn() {
        Page page = page();
        logIn(page, "operator", "secret-of-operator");
        assertThat(page.locator("#vestnik")).containsText("This instance");
        return page;
    }

    private static Page page() {
        Page page = BROWSER.page(1440, 900);
        page.context().setDefaultTimeout(PATIENCE.toMillis());
        page.context().addInitScript(WATCH);
        page.navigate("http://127.0.0.1:" + vestnik.managementPort() + "/observe/hawtio/");
        return page;
    }

    private static void logIn(Page page, String user, String password) {
        page.getByPlaceholder("Username").fill(user);
        page.getByPlaceholder("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    private static Locator row(Page page, String attribute) {
        return page.locator("tr").filter(new Locator.FilterOptions().setHas(page.getByText(attribute, exactly())));
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Locator.GetByTextOptions exactlyInside() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
