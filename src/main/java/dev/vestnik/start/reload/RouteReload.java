package dev.vestnik.start.reload;

import dev.vestnik.ops.health.LocalRoutes;
import dev.vestnik.start.check.RouteCheck;
import dev.vestnik.start.check.UsableFiles;
import dev.vestnik.start.failure.RouteFailureLocator;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RouteFileFaults;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.routes.RouteFile;
import dev.vestnik.start.routes.RouteSupervisor;
import dev.vestnik.start.routes.SourceRoutes;
import dev.vestnik.web.RequestGate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Puts a changed, added or removed route file, or a changed mapping of a source, in force while Vestnik runs, within two seconds
 * and whichever way it was saved. Settings are read at the start only, so that a source that is off stays off.
 * The routes of all files are built apart first. A local file that cannot be built stays as it was in force, and the others
 * change; with a fault in another file nothing changes. The faults are told. The shipped routes may be changed, but not removed.
 */
public final class RouteReload implements SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    /** A file is read when nothing was written for as long. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Files with a fault are tried again, since what they need, such as a database, may have come back. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final RouteFolders folders;
    private final RouteCheck check;
    private final SourceRoutes sources;
    private final MappingReload mappings;
    private final Supplier<ModelCamelContext> camel;
    private final RouteSupervisor supervisor;
    private final RequestGate gate;
    private final RouteFileFaults faults;
    private final Listener listener;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watcher = new Thread(task, "route-reload");
        watcher.setDaemon(true);
        return watcher;
    });

    /** Who is told what becomes of the files; called one after the other. */
    public interface Listener {
        /** @param files those that are in force now: their texts by their paths */
        void inForce(Map<String, String> files);

        /** @param faults of a change that is not put in force */
        void refused(List<RouteFault> faults);
    }

    private Map<Path, RouteFile> inForce = Map.of();
    private Map<Path, String> seen = Map.of();
    private Map<Path, String> read = Map.of();
    private boolean begun;
    private long attempted = System.nanoTime();
    private String failed = "";
    private volatile List<RouteFault> mappingFaults = List.of();
    private volatile @Nullable Instant changed;
    private volatile boolean running;

    /**
     * @param includePattern the value of {@code camel.main.routes-include-pattern}
     * @param sources give the routes of sources what the settings say
     * @param camel the context whose routes are changed; nothing is changed before it has started
     * @param gate is closed while a route over HTTP is swapped
     * @param faults has those of the start, and gets those of later changes
     * @param listener is told what becomes of each change
     */
    public RouteReload(
            String includePattern,
            RouteCheck check,
            SourceRoutes sources,
            Supplier<ModelCamelContext> camel,
            RouteSupervisor supervisor,
            RequestGate gate,
            RouteFileFaults faults,
            Listener listener,
            Clock clock) {
        this.folders = new RouteFolders(includePattern);
        this.check = check;
        this.sources = sources;
        this.mappings = new MappingReload(sources.mappings());
        this.camel = camel;
        this.supervisor = supervisor;
        this.gate = gate;
        this.faults = faults;
        this.listener = listener;
        this.clock = clock;
    }

    /** The faults of the files as they stand, if they are not in force for this reason, one a line. */
    public List<String> faults() {
        return Stream.concat(faults.all().stream(), mappingFaults.stream())
                .map(RouteFault::text)
                .toList();
    }

    /** When a change was put in force; null: not since the start. */
    public @Nullable Instant lastChange() {
        return changed;
    }

    @Override
    public void start() {
        running = true;
        read = folders.stamp(List.of());
        seen = read;
        inForce = folders.read();
        var unused =
                thread.scheduleWithFixedDelay(this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Map<String, String> texts(Map<Path, RouteFile> files) {
        return files.entrySet().stream()
                .collect(Collectors.toMap(file -> file.getKey().toString(), file -> file.getValue()
                        .text()));
    }

    /** Camel reads the files, and leaves out some, after this bean has started. */
    private void begin() {
        if (camel.get().isStarted()) {
            begun = true;
            inForce.keySet().removeAll(faults.leftOut());
            listener.inForce(texts(inForce));
        }
    }

    private void look() {
        try {
            if (!begun) {
                begin();
                return;
            }
            ModelCamelContext context = camel.get();
            boolean started = context.isStarted();
            Map<Path, String> now = folders.stamp(started ? MappingReload.files(context) : List.of());
            boolean still = now.equals(seen);
            seen = now;
            boolean again = !faults.ofChanges().isEmpty() && System.nanoTime() - attempted > AGAIN.toNanos();
            if (still && (again || !now.equals(read)) && started) {
                read = now;
                attempted = System.nanoTime();
                change(folders.read());
                changeMappings(context);
            }
            failed = "";
        } catch (RuntimeException | LinkageError failure) {
            if (!failure.toString().equals(failed)) {
                LOG.error("The route files were not read, and will be tried again: {}", failure.toString());
            }
            failed = failure.toString();
        }
    }

    private void change(Map<Path, RouteFile> wanted) {
        if (different(wanted).isEmpty()) {
            if (!faults.ofChanges().isEmpty()) {
                LOG.info("The route files are again as those in force");
            }
            faults.set(List.of());
            return;
        }
        UsableFiles usable = UsableFiles.of(check, wanted, inForce);
        Map<Path, RouteFile> now = usable.files();
        RouteSwap.Difference difference = RouteSwap.Difference.of(inForce, now);
        List<RouteFault> found = new ArrayList<>(lasting(difference));
        found.addAll(removedShipped(difference));
        found.addAll(usable.faultsOfOthers());
        Set<Path> different = different(now);
        if (!found.isEmpty()) {
            found.addAll(usable.faults());
            refuse(found, different(wanted));
        } else if (different.isEmpty() || putInForce(difference, now, different)) {
            if (usable.faults().isEmpty()) {
                faults.set(List.of());
            } else {
                refuse(usable.faults(), usable.refused());
            }
        }
    }

    private void changeMappings(ModelCamelContext context) {
        List<RouteFault> found = mappings.change(context);
        if (!found.isEmpty() && !found.equals(mappingFaults)) {
            LOG.error("Not changed; the mappings before stay in force:\n{}", RouteFault.text(found));
            listener.refused(found);
        }
        mappingFaults = found;
    }

    private Set<Path> different(Map<Path, RouteFile> files) {
        Set<Path> different = new LinkedHashSet<>(files.keySet());
        different.addAll(inForce.keySet());
        different.removeIf(file -> text(files, file).equals(text(inForce, file)));
        return different;
    }

    private static String text(Map<Path, RouteFile> files, Path file) {
        RouteFile found = files.get(file);
        return found == null ? "" : found.text();
    }

    private static List<RouteFault> lasting(RouteSwap.Difference difference) {
        return Stream.concat(difference.gone().stream(), difference.come().stream())
                .filter(RouteElement::isLasting)
                .map(element -> new RouteFault(
                        element.file().toString(),
                        element.begin() + 1,
                        "a change of " + element.kind() + " is in force only after a start: start Vestnik again."))
                .distinct()
                .toList();
    }

    /** Events would pile up, or people get no answer, without one of the shipped routes. */
    private static List<RouteFault> removedShipped(RouteSwap.Difference difference) {
        Set<String> removed = difference.removedIds();
        return difference.gone().stream()
                .filter(element -> removed.contains(String.valueOf(element.id())))
                .filter(element -> !LocalRoutes.isLocalOrSource(element.file().toString()))
                .map(element -> new RouteFault(
                        element.file().toString(),
                        element.begin() + 1,
                        "the route " + element.id()
                                + " belongs to Vestnik and cannot be removed; write it back, or stop it in Hawtio."))
                .toList();
    }

    /** @return false if Camel refuses it nevertheless */
    private boolean putInForce(RouteSwap.Difference difference, Map<Path, RouteFile> now, Set<Path> different) {
        Map<Path, RouteFile> before = inForce;
        long begin = System.nanoTime();
        try {
            swap().apply(difference, now);
            inForce = new LinkedHashMap<>(now);
            changed = clock.instant();
            faults.changed(different, missingSources());
            listener.inForce(texts(inForce));
            LOG.info(
                    "Changed in {} ms, by {}: {}",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                    names(different),
                    routes(difference));
            return true;
        } catch (Exception | LinkageError failure) {
            RouteFault fault = new RouteFailureLocator(new RoutePlaces(() -> List.copyOf(now.keySet()))).fault(failure);
            refuse(
                    List.of(fault == null ? new RouteFault(null, 0, RouteFailureLocator.reason(failure) + ".") : fault),
                    different);
            takeBack(before, now);
            return false;
        }
    }

    /** The next start would be refused for these, so that they are told as long as they last. */
    private List<RouteFault> missingSources() {
        Set<String> names = SourceRoutes.names(camel.get().getRouteDefinitions());
        inForce.values().stream()
                .flatMap(file -> RouteElement.of(file).stream())
                .filter(element -> element.template() != null)
                .map(RouteElement::name)
                .filter(Objects::nonNull)
                .forEach(names::add);
        return sources.missing(names).stream()
                .map(sentence -> new RouteFault(null, 0, "the setting " + sentence))
                .toList();
    }

    private RouteSwap swap() {
        return new RouteSwap(camel.get(), supervisor, sources, gate);
    }

    /** The routes that were swapped before one of them failed. */
    private void takeBack(Map<Path, RouteFile> before, Map<Path, RouteFile> now) {
        try {
            swap().apply(RouteSwap.Difference.of(now, before), before);
        } catch (Exception | LinkageError failure) {
            LOG.error("The routes before the change are not in force again: {}", RouteFailureLocator.reason(failure));
        }
    }

    private void refuse(List<RouteFault> found, Set<Path> different) {
        List<RouteFault> before = faults.all();
        faults.set(found);
        if (!faults.all().equals(before)) {
            LOG.error(
                    "Not changed, by {}; the routes before stay in force:\n{}",
                    names(different),
                    RouteFault.text(faults.ofChanges()));
            listener.refused(faults.all());
        }
    }

    private static String names(Set<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static String routes(RouteSwap.Difference difference) {
        Set<String> ids = new TreeSet<>();
        Stream.concat(difference.gone().stream(), difference.come().stream())
                .filter(RouteElement::isRoute)
                .map(RouteElement::id)
                .filter(Objects::nonNull)
                .forEach(ids::add);
        return ids.isEmpty() ? "no route differs" : String.join(", ", ids);
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
        try {
            // A swap that has begun ends before Camel stops.
            if (!thread.awaitTermination(PAUSE.toMillis() * 15, TimeUnit.MILLISECONDS)) {
                LOG.warn("A change of the routes did not end before the stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Spring stops no bean if the start is refused after this one has started; it only destroys it. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
