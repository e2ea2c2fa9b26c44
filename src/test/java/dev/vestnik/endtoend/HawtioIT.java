package dev.vestnik.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import dev.vestnik.sandbox.Browser;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Hawtio in a real browser, as an operator uses it. */
@Timeout(180)
class HawtioIT {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Path PICTURES = Path.of("target", "page");

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;

    @BeforeAll
    static void start() {
        setDefaultAssertionTimeout(PATIENCE.toMillis());
        vestnik = RunningVestnik.start(
                folder, "vestnik.admin.user=operator", "vestnik.admin.password=secret-of-operator");
    }

    @AfterAll
    static void stop() {
        if (vestnik != null) {
            vestnik.close();
        }
    }

    @Test
    void aWrongPasswordOpensNothing() {
        Page page = page();
        logIn(page, "guess");

        assertThat(page.getByText("Invalid credentials")).isVisible();
        assertThat(page.getByPlaceholder("Username")).isVisible();
    }

    @Test
    void theRoutesStandInTheCamelTreeAndAreDrawn() {
        Page page = loggedIn();

        draw(page, "event-delivery", step(page, "compose-message"));

        assertThat(step(page, "compose-message")).isVisible();
        picture(page, "hawtio-route");
    }

    @Test
    void aStreamConsumerShowsItsFigures() {
        Page page = loggedIn();

        page.getByText("JMX", exactly()).click();
        select(page, "KeyedConsumer", row(page, "DeadLetters"));

        assertThat(row(page, "DeadLetters")).containsText("0");
        assertThat(row(page, "Due")).isVisible();
        assertThat(row(page, "Connected")).containsText("true");
        picture(page, "hawtio-consumer");
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
                            .getByText(route, new Locator.GetByTextOptions().setExact(true))
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
        logIn(page, "secret-of-operator");
        assertThat(page.locator("#camel-tree-view").first()).isVisible();
        // It asks for connections to other programs, of which there are none.
        BROWSER.forgetErrors();
        return page;
    }

    private static Page page() {
        Page page = BROWSER.page(1440, 900);
        page.context().setDefaultTimeout(PATIENCE.toMillis());
        page.navigate("http://127.0.0.1:" + vestnik.managementPort() + "/observe/hawtio/");
        return page;
    }

    private static void logIn(Page page, String password) {
        page.getByPlaceholder("Username").fill("operator");
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

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
