package dev.vestnik.sandbox;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real browser for the tests of one class: {@code @RegisterExtension static final Browser BROWSER = new Browser();}.
 * Without Chromium the tests are skipped, and a line is printed. A test fails if its pages report an error.
 */
public final class Browser implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final List<BrowserContext> contexts = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private @Nullable Playwright playwright;
    private com.microsoft.playwright.@Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext test) {
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
        Optional<Path> chromium = find();
        if (chromium.isEmpty()) {
            System.out.println("SKIPPED " + test.getDisplayName() + ": no Chromium is found on this machine"
                    + " (looked for " + String.join(", ", NAMES) + " in PATH)");
            abort("no Chromium is found on this machine");
        }
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.orElseThrow())
                        .setArgs(ARGUMENTS));
    }

    /** A page in a window of this size, in English, light. */
    public Page page(int width, int height) {
        return page(width, height, "en-GB", ColorScheme.LIGHT);
    }

    public Page page(int width, int height, String locale, ColorScheme scheme) {
        BrowserContext context = Objects.requireNonNull(browser)
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setLocale(locale)
                        .setColorScheme(scheme)
                        .setHasTouch(width < 600)
                        .setAcceptDownloads(true));
        context.setDefaultTimeout(15_000);
        contexts.add(context);
        Page page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(errors::add);
        return page;
    }

    /** Ignores the errors that the pages have reported so far. */
    public void forgetErrors() {
        errors.clear();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        test.getExecutionException()
                .ifPresent(failure -> picture(test.getRequiredTestMethod().getName()));
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        List<String> told = List.copyOf(errors);
        errors.clear();
        if (!told.isEmpty() && test.getExecutionException().isEmpty()) {
            throw new AssertionError("the page reported: " + told);
        }
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (playwright != null) {
            playwright.close();
        }
    }

    /** Takes screenshots of the pages of a failed test. */
    private void picture(String test) {
        contexts.stream().flatMap(context -> context.pages().stream()).forEach(page -> {
            Path picture = Path.of("target", "page", "failed-" + test + ".png");
            page.screenshot(new Page.ScreenshotOptions().setPath(picture));
            System.out.println("The page as it was: " + picture.toAbsolutePath());
        });
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error")) {
            errors.add(message.text());
        }
    }

    private static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return NAMES.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
