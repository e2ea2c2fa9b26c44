package dev.vestnik.start.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.spi.Resource;

/** Finds lines in the route files. */
public final class RoutePlaces {
    private final Supplier<List<Path>> files;

    /** @param routes the folder that holds all route files */
    public RoutePlaces(Path routes) {
        this(() -> filesIn(routes));
    }

    /** @param files the route files of this moment */
    public RoutePlaces(Supplier<List<Path>> files) {
        this.files = files;
    }

    /** The path of a route file, as Camel has loaded it. */
    public static Path file(Resource resource) {
        return Path.of(resource.getLocation().replaceFirst("^file:", ""));
    }

    /** Where a route or a step has this id: {@code file:n}; empty for a route of a Java class. */
    public List<String> ofId(String id) {
        return of("(?:id|routeId)", id);
    }

    /** The fault of the route with this id. */
    public RouteFault fault(String routeId, String sentence) {
        return RouteFault.at(ofId(routeId), sentence);
    }

    /** The fault of the first line that gives this value to a field. */
    public RouteFault faultOfValue(String value, String sentence) {
        return RouteFault.at(ofValue(value), sentence);
    }

    /** The lines that give this value to a field of this name. */
    List<String> of(String field, String value) {
        return matching(
                Pattern.compile("\\b" + field + ": *[\"']?" + Pattern.quote(value) + "[\"']?\\s*(,.*|}.*|#.*)?$"));
    }

    /** The lines that give this value to any field. */
    List<String> ofValue(String value) {
        return of("\\w+", value);
    }

    private List<String> matching(Pattern given) {
        return files.get().stream().flatMap(file -> lines(file, given)).toList();
    }

    private static List<Path> filesIn(Path routes) {
        if (!Files.isDirectory(routes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(routes)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file, Pattern given) {
        try {
            List<String> lines = Files.readAllLines(file);
            return IntStream.range(0, lines.size())
                    .filter(i -> given.matcher(lines.get(i)).find())
                    .mapToObj(i -> file + ":" + (i + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
