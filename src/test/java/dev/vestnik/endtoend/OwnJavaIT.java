package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.VestnikApplication;
import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.check.CheckCommand;
import dev.vestnik.start.reload.RouteReload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The project docs/examples/own-java: its own test passes, and its jar in lib/ is found by the service and by the check. */
class OwnJavaIT {
    private static final Path EXAMPLE = Path.of("docs/examples/own-java");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static Path classes;
    private static ClassLoader before;

    @BeforeAll
    static void build() throws IOException {
        before = Thread.currentThread().getContextClassLoader();
        classes = compile("main");
        Files.createDirectories(folder.resolve("lib"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("lib/disk.jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private static Path compile(String kind) throws IOException {
        Path into = Files.createDirectories(folder.resolve(kind));
        try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src/" + kind + "/java"))) {
            Stream<String> files = sources.map(Path::toString).filter(file -> file.endsWith(".java"));
            String path = folder.resolve("main") + ":" + System.getProperty("java.class.path");
            String[] arguments = Stream.concat(
                            Stream.of("-proc:none", "--release", "17", "-cp", path, "-d", into.toString()), files)
                    .toArray(String[]::new);
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments))
                    .isZero();
        }
        return into;
    }

    @AfterAll
    static void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void itsTestPasses() throws Exception {
        URL[] paths = {classes.toUri().toURL(), compile("test").toUri().toURL()};
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (URLClassLoader loader = new URLClassLoader(paths, OwnJavaIT.class.getClassLoader())) {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(
                                            loader.loadClass("org.example.disk.DiskRouteTest")))
                                    .build(),
                            summary);
        }
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true));
        assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(2);
        assertThat(summary.getSummary().getTotalFailureCount()).isZero();
    }

    @Test
    void theCheckKnowsTheJarsOfLib() {
        assertThat(check(folder.resolve("none")))
                .contains("there is no bean diskReport", "no route begins at direct:disk");

        assertThat(check(folder.resolve("lib"))).contains("no faults");
    }

    private static String check(Path libraries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        new CheckCommand(VestnikApplication.class, new LibraryFolder(libraries), print, print)
                .run(List.of(EXAMPLE.resolve("routes").toString()));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theServiceFindsTheRouteAndTheBean() throws Exception {
        Path local = Files.createDirectories(folder.resolve("routes/local"));
        Files.copy(EXAMPLE.resolve("routes/disk-report.camel.yaml"), local.resolve("disk-report.camel.yaml"));
        try (RunningVestnik vestnik = RunningVestnik.start(
                folder,
                "vestnik.http-tokens.server=secret-of-server",
                "camel.main.routes-include-pattern=file:routes/*.camel.yaml,file:routes/sources/*.camel.yaml,file:"
                        + local + "/*.camel.yaml",
                "vestnik.directory.folder="
                        + RunningVestnik.directory(
                                folder.resolve("directory"),
                                List.of("+79160000601,Anna,*,admin,en,"),
                                List.of("north,North"),
                                List.of("10.1.0.0/16,north")))) {
            vestnik.sandbox().addUser(601, "Anna", "+79160000601", "en");
            vestnik.sandbox().shareOwnContact(601);
            vestnik.sandbox().say(601, "/poolon");
            HttpRequest report = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + "/disk"))
                    .header("Authorization", "Bearer secret-of-server")
                    .POST(HttpRequest.BodyPublishers.ofString("server-7 97"))
                    .build();

            HttpResponse<String> answer = HttpClient.newHttpClient().send(report, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("thank you");
            Awaitility.await().atMost(PATIENCE).until(() -> vestnik.sandbox().texts(601).stream()
                    .anyMatch(text -> text.contains("Disk of server-7 is 97 % full")));

            // A change of a file that calls the route in Java is no fault.
            Path file = local.resolve("disk-report.camel.yaml");
            Files.writeString(file, Files.readString(file).replace("thank you", "noted"));
            Awaitility.await().atMost(PATIENCE).until(() -> HttpClient.newHttpClient()
                    .send(report, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .equals("noted"));
            assertThat(vestnik.bean(RouteReload.class).faults()).isEmpty();
        }
    }
}
