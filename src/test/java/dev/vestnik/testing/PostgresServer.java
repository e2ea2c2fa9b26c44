package dev.vestnik.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of the machine's, with data of its own, on loopback. Its user is {@code vestnik}, without a password. */
public final class PostgresServer implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path data;
    private final int port = FreePort.find();

    private PostgresServer(Path programs) throws IOException, InterruptedException {
        this.programs = programs;
        this.data = Path.of(run("mktemp", "-d").strip()).resolve("data");
        run(program("initdb"), "-D", data.toString(), "-U", "vestnik", "-A", "trust", "-E", "UTF8", "--no-sync");
        run(
                program("pg_ctl"),
                "-D",
                data.toString(),
                "-l",
                data.resolveSibling("log").toString(),
                "-o",
                "-p " + port + " -h 127.0.0.1 -k '' -F",
                "-w",
                "start");
    }

    /** Starts one; aborts the test if PostgreSQL is not installed. */
    public static PostgresServer start() throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        assumeTrue(programs.isPresent(), "PostgreSQL is not installed in " + INSTALLED);
        return new PostgresServer(programs.orElseThrow());
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private String program(String name) {
        return programs.resolve(name).toString();
    }

    /** PostgreSQL does not run as root. */
    private static String run(String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(
                System.getProperty("user.name").equals("root")
                        ? List.of("runuser", "-u", "postgres", "--")
                        : List.of());
        whole.addAll(List.of(command));
        Path output = Files.createTempFile("postgres", ".log");
        int code = new ProcessBuilder(whole)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String text = Files.readString(output);
        Files.delete(output);
        if (code != 0) {
            throw new IOException(String.join(" ", whole) + " failed: " + text);
        }
        return text;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(program("pg_ctl"), "-D", data.toString(), "-m", "immediate", "stop");
        run("rm", "-r", data.getParent().toString());
    }
}
