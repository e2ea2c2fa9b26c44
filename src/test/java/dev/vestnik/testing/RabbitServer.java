package dev.vestnik.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A RabbitMQ of the machine's, with ports, a name and data of its own. It can be killed and started again. */
public final class RabbitServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final Path COMPONENT = Path.of("target/camel-spring-rabbitmq");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int port = FreePort.find();
    private final Map<String, String> settings;
    private Process process;

    /** @param folder of its data */
    public RabbitServer(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        settings = Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("RABBITMQ_NODENAME", "vestnik" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", String.valueOf(port)),
                Map.entry("RABBITMQ_DIST_PORT", String.valueOf(FreePort.find())),
                Map.entry("ERL_EPMD_PORT", String.valueOf(FreePort.find())),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("plugins").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("none").toString()));
    }

    /** Why there is none, for the reason of a skipped test; empty: it can be started, and Vestnik can have its component. */
    public static String absence() {
        if (!Files.isExecutable(PROGRAM)) {
            return "RabbitMQ is not installed: there is no " + PROGRAM;
        }
        return Files.isDirectory(COMPONENT)
                ? ""
                : "the component is missing: mvn -f docs/examples/routes/pom.xml dependency:copy-dependencies"
                        + " -Dcomponent=camel-spring-rabbitmq -DoutputDirectory=$PWD/" + COMPONENT;
    }

    /** Skips the test if there is none. */
    public static void require() {
        assumeTrue(absence().isEmpty(), absence());
    }

    /** Copies the jars of the component, as the documentation says. */
    public static void copyComponent(Path lib) throws IOException {
        Files.createDirectories(lib);
        try (Stream<Path> jars = Files.list(COMPONENT)) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
    }

    public int port() {
        return port;
    }

    /** Returns when it takes connections. */
    public void start() throws IOException {
        Path log = folder.resolve("out-" + System.nanoTime());
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        process = builder.start();
        Awaitility.await("RabbitMQ starts, in " + log).atMost(PATIENCE).until(() -> Files.readString(log)
                .contains("completed with"));
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = process.descendants().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        all.forEach(part ->
                part.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
            Program.run(settings, "", "epmd", "-kill");
        }
    }
}
