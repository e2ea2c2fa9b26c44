package dev.vestnik.start.routes;

import dev.vestnik.ops.health.LocalRoutes;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the route files before Camel reads them, for faults that Camel reports unclearly or not at all: a file that is empty or
 * no list, a route without a source, an id that is taken (Camel would replace the other route), a parameter that a template does
 * not know or lacks, and an interceptor that would act on the shipped routes.
 */
public final class RouteFilesCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFilesCheck.class);
    private static final String LOADED = ".camel.yaml";
    private static final String LIKE_ROUTES = ".*\\.(yaml|yml|java|xml|groovy|kts|kt)";

    private RouteFilesCheck() {}

    /**
     * Warns of the files that are not loaded.
     *
     * @param routes the folder of the shipped routes, with the folders {@code sources} and {@code local}; each may be absent
     * @throws StartRefusedException with all faults of files that are not local, one a line
     */
    public static void check(Path routes) {
        notLoaded(routes)
                .forEach(file -> LOG.warn(
                        "{} is not loaded: a file of routes ends in {} and is directly in its folder; Java classes are beans"
                                + " of the service",
                        file,
                        LOADED));
        List<RouteFault> faults = faults(
                        loaded(routes).stream().map(RouteFile::read).toList())
                .stream()
                .filter(fault -> fault.file() == null || !LocalRoutes.isLocal(Path.of(fault.file())))
                .toList();
        if (!faults.isEmpty()) {
            throw new StartRefusedException(RouteFault.text(faults));
        }
    }

    /** The faults of these files by themselves and with their templates, and the ids that two of them give. */
    public static List<RouteFault> faults(List<RouteFile> files) {
        TemplateParameters.check(files);
        List<RouteFault> faults = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (RouteFile file : files) {
            faults.addAll(file.faults());
            for (RouteFile.GivenId given : file.ids()) {
                String other = places.putIfAbsent(given.kind() + " " + given.id(), given.place());
                if (other != null) {
                    faults.add(new RouteFault(
                            given.file().toString(),
                            given.line(),
                            "the id " + given.id() + " is taken (" + other
                                    + "), and ids are unique; begin yours with a name of your own."));
                }
            }
        }
        return faults;
    }

    /** The files that are loaded: those of the folder, then its {@code sources}, then {@code local}. */
    public static List<Path> loaded(Path routes) {
        return Stream.of(routes, routes.resolve("sources"), routes.resolve("local"))
                .flatMap(folder -> files(folder).stream())
                .filter(RouteFilesCheck::isLoaded)
                .toList();
    }

    /** The files that look like routes and are not loaded, in the folders of the users' routes and those below. */
    static List<Path> notLoaded(Path routes) {
        List<Path> found = new ArrayList<>();
        for (Path folder : List.of(routes.resolve("sources"), routes.resolve("local"))) {
            files(folder).stream()
                    .filter(file -> !isLoaded(file) && isLikeRoutes(file))
                    .forEach(found::add);
            list(folder, Files::isDirectory).stream()
                    .flatMap(below -> files(below).stream())
                    .filter(RouteFilesCheck::isLikeRoutes)
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean isLoaded(Path file) {
        return file.toString().endsWith(LOADED);
    }

    private static boolean isLikeRoutes(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(LIKE_ROUTES);
    }

    private static List<Path> files(Path folder) {
        return list(folder, Files::isRegularFile);
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
