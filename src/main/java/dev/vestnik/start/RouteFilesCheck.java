package dev.vestnik.start;

import dev.vestnik.start.failure.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the users' own route files before Camel reads them, for faults that Camel reports unclearly or not at all: an empty
 * file, a file that is no list, and an interceptor that would act on the shipped routes.
 */
public final class RouteFilesCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFilesCheck.class);
    private static final String LOADED = ".camel.yaml";
    private static final Pattern NO_LIST = Pattern.compile(
            "(route|from|routeConfiguration|routeTemplate|templatedRoute|rest|beans|onException)\\s*:.*");
    private static final Pattern CONTEXT_WIDE =
            Pattern.compile("\\s*(-\\s*)?[\"']?interceptSendToEndpoint[\"']?\\s*:.*");

    private RouteFilesCheck() {}

    /**
     * Warns of the files that are not loaded.
     *
     * @param local the folder; it may be absent
     * @throws StartRefusedException for a faulty file, with its line
     */
    public static void check(Path local) {
        notLoaded(local)
                .forEach(file -> LOG.warn(
                        "{} is not loaded: a file of routes ends in {}, and Java classes are beans of the service",
                        file,
                        LOADED));
        files(local).filter(file -> file.toString().endsWith(LOADED)).forEach(RouteFilesCheck::checkFile);
    }

    /** The files that look like routes and are not loaded. */
    static List<Path> notLoaded(Path local) {
        return files(local)
                .filter(file -> file.toString().matches(".*\\.(yaml|yml|java|xml)"))
                .filter(file -> !file.toString().endsWith(LOADED))
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkFile(Path file) {
        List<String> lines = lines(file);
        int first = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean content = !line.isBlank() && !line.strip().startsWith("#") && !line.startsWith("---");
            if (content && first < 0) {
                first = i;
            }
            if (CONTEXT_WIDE.matcher(line).matches()) {
                throw new StartRefusedException(file + ", line " + (i + 1)
                        + ": interceptSendToEndpoint would act on the shipped routes as well; write the step into your own"
                        + " routes instead.");
            }
        }
        if (first < 0) {
            throw new StartRefusedException(
                    file + " is empty: write a list of routes, which begins with \"- route:\", or remove the file.");
        }
        if (NO_LIST.matcher(lines.get(first)).matches()) {
            throw new StartRefusedException(file + ", line " + (first + 1)
                    + ": a file of routes is a list, so put \"- \" before this line and indent what follows.");
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new StartRefusedException(file + " cannot be read as text in UTF-8.");
        }
    }
}
