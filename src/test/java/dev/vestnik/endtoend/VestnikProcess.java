package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Vestnik as a process of its own, started from the classes under test, so that it can be killed. */
final class VestnikProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Pattern HAWTIO = Pattern.compile("Hawtio +http://localhost:(\\d+)/");

    private final Process process;
    private final Path log;
    private boolean paused;

    private VestnikProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it without waiting; the log is written to {@code log}, which must not exist. */
    static VestnikProcess start(Path log, Map<String, String> environment) {
        return start(
                log,
                environment,
                Path.of(""),
                List.of(
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "dev.vestnik.VestnikApplication"));
    }

    /**
     * The same with another program.
     *
     * @param folder its working directory
     * @param program what {@code java} runs, and its arguments
     */
    static VestnikProcess start(Path log, Map<String, String> environment, Path folder, List<String> program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-Dcamel.main.jmx-enabled=false"));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("VESTNIK_")
                        || name.startsWith("TELEGRAM_")
                        || name.equals("REDIS_URL")
                        || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment()
                .put(
                        "VESTNIK_ROUTES_REVISIONS",
                        log.toAbsolutePath().resolveSibling("revisions").toString());
        builder.environment().putAll(environment);
        try {
            return new VestnikProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    VestnikProcess awaitReady() {
        Awaitility.await("Vestnik is ready, in " + log).atMost(START).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("It ended with " + process.exitValue() + ":\n" + output());
            }
            return output().contains("Vestnik is ready");
        });
        return this;
    }

    /** Waits for its end and returns its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It did not end:\n" + output());
        }
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean ready() {
        return process.isAlive() && output().contains("Vestnik is ready");
    }

    /** SIGSTOP: it does nothing any more, and does not know it. */
    void pause() throws IOException, InterruptedException {
        paused = true;
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
        paused = false;
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; see {@link #awaitEnd}. */
    void terminate() {
        process.destroy();
    }

    /** The operators' port, once it is ready. */
    int managementPort() {
        Matcher port = HAWTIO.matcher(output());
        assertThat(port.find()).as("the announcement names the operators' port").isTrue();
        return Integer.parseInt(port.group(1));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (paused || !process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
