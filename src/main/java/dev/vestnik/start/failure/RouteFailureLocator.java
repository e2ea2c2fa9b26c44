package dev.vestnik.start.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.jspecify.annotations.Nullable;

/** Finds the line of the route file that prevents the start. */
final class RouteFailureLocator {
    /** Camel's YAML reader lists several places; the last one is the faulty one, those before it lead there. */
    private static final Pattern UNREADABLE =
            Pattern.compile("(.+)\\R\\s*in file:(\\S+\\.camel\\.yaml), line (\\d+), column \\d+");

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate id detected: (\\S+?)\\.");
    private static final Pattern STEP = Pattern.compile(">>> (.+?) <<<");

    private final Path routes;

    /** @param routes the folder that holds all route files */
    RouteFailureLocator(Path routes) {
        this.routes = routes;
    }

    /** The sentence for a failure that a route file causes; null for any other failure. */
    @Nullable
    String sentence(Throwable failure) {
        String found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String one = ofOne(cause);
            found = one == null ? found : one;
        }
        return found;
    }

    private @Nullable String ofOne(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher unreadable = UNREADABLE.matcher(message);
        String place = null;
        while (unreadable.find()) {
            place = unreadable.group(2) + ", line " + unreadable.group(3) + ": "
                    + unreadable.group(1).strip() + ".";
        }
        if (place != null) {
            return place;
        }
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            String id = duplicate.group(1);
            return "The id " + id + " stands more than once, and ids of routes and steps are unique"
                    + places(": ", id, "") + ".";
        }
        if (failure instanceof FailedToCreateRouteException broken) {
            return unbuilt(broken.getRouteId(), failure);
        }
        return failure instanceof FailedToStartRouteException broken ? unbuilt(broken.getRouteId(), failure) : null;
    }

    private String unbuilt(String route, Throwable failure) {
        Matcher step = STEP.matcher(String.valueOf(failure.getMessage()));
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "The route " + route + places(" (", route, ")") + " cannot be built"
                + (step.find() ? " at " + step.group(1) : "") + ": "
                + String.valueOf(root.getMessage()).lines().findFirst().orElse("") + ".";
    }

    /** The files and lines that give this id, between the two texts; empty if no file gives it, as for a route from a bean. */
    private String places(String before, String id, String after) {
        List<String> places = places(id);
        return places.isEmpty() ? "" : before + String.join("; ", places) + after;
    }

    private List<String> places(String id) {
        Pattern given = Pattern.compile("\\bid: *[\"']?" + Pattern.quote(id) + "[\"']?\\s*(,.*|}.*)?$");
        try (Stream<Path> files = Files.walk(routes)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .flatMap(file -> lines(file, given))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file, Pattern given) {
        try {
            List<String> lines = Files.readAllLines(file);
            return IntStream.range(0, lines.size())
                    .filter(i -> given.matcher(lines.get(i)).find())
                    .mapToObj(i -> file + ", line " + (i + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
