package dev.vestnik.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * What a program printed.
 *
 * @param exit 0: it succeeded
 */
public record Program(int exit, String output, String errors) {
    /** Skips the test if one of these programs is not installed. */
    public static void require(String... programs) {
        for (String program : programs) {
            Assumptions.assumeTrue(find(program).isPresent(), program + " is not installed");
        }
    }

    /** The first of these programs that is installed. */
    public static Optional<Path> find(String... programs) {
        List<String> folders =
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(":"));
        return Arrays.stream(programs)
                .flatMap(program -> folders.stream().map(folder -> Path.of(folder, program)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a program with these variables beside those of this process, and gives it up after half a minute. */
    public static Program run(Map<String, String> environment, String input, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process process = builder.start();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process, true));
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process, false));
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("It does not end: " + String.join(" ", command));
            }
            return new Program(process.exitValue(), output.join(), errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String text(Process process, boolean output) {
        try (var stream = output ? process.getInputStream() : process.getErrorStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
