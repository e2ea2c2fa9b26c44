package dev.vestnik.start.failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why the route files as they stand are not in force, or not all of them. */
public final class RouteFileFaults {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFileFaults.class);

    private volatile List<RouteFault> faults = List.of();
    private final List<RouteFault> sources = new CopyOnWriteArrayList<>();
    private volatile Set<Path> leftOut = Set.of();

    /** One a line; empty: the files are in force as they stand. */
    public List<String> texts() {
        return all().stream().map(RouteFault::text).toList();
    }

    public List<RouteFault> all() {
        return Stream.concat(faults.stream(), sources.stream())
                .sorted()
                .distinct()
                .toList();
    }

    /** Without those of sources, whose files are in force. */
    public List<RouteFault> ofChanges() {
        return faults;
    }

    public void set(List<RouteFault> found) {
        faults = found.stream().sorted().distinct().toList();
    }

    /** The local files without which the service has started. */
    public Set<Path> leftOut() {
        return leftOut;
    }

    /** Whether a local file without which the service has started has this name somewhere. */
    public boolean mayBeLeftOut(String name) {
        return leftOut.stream().anyMatch(file -> {
            try {
                return Files.readString(file).contains(name);
            } catch (IOException unreadable) {
                return true;
            }
        });
    }

    /** Notes that the route of a source in a local file is left out, until the file changes. */
    public void leaveOut(RouteDefinition route, String sentence) {
        Path file = RoutePlaces.file(route.getResource());
        RouteFault fault = new RoutePlaces(() -> List.of(file)).fault(String.valueOf(route.getRouteId()), sentence);
        RouteFault placed = fault.file() == null ? new RouteFault(file.toString(), 0, sentence) : fault;
        sources.add(placed);
        LOG.error("Started without the source {}: {}", route.getRouteId(), placed.text());
    }

    /**
     * A change is in force.
     *
     * @param files what has changed
     * @param missing what is wrong with sources that these files have no more
     */
    public void changed(Set<Path> files, List<RouteFault> missing) {
        sources.removeIf(fault -> fault.file() == null || files.contains(Path.of(fault.file())));
        sources.addAll(missing);
        missing.forEach(fault -> LOG.warn("{} The next start will be refused.", fault.text()));
    }

    /** @param files local files without which the service starts */
    public void leaveOut(Set<Path> files, List<RouteFault> found) {
        leftOut = Set.copyOf(files);
        set(found);
    }
}
