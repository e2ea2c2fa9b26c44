package dev.vestnik.start.reload;

import dev.vestnik.ops.health.LocalRoutes;
import dev.vestnik.start.routes.OwnRouteConfigurations;
import dev.vestnik.start.routes.RouteFile;
import dev.vestnik.start.routes.RouteSupervisor;
import dev.vestnik.start.routes.SourceRoutes;
import dev.vestnik.web.RequestGate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PatternHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts changed route files in force, route by route: a route that differs takes nothing more, finishes its exchanges in flight,
 * and the new one takes its place. Routes that call it wait meanwhile. All other routes run on.
 */
final class RouteSwap {
    private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);

    /** How long exchanges in flight may take; those that take longer end as at a stop, and their stream delivers them again. */
    private static final int DRAIN_SECONDS = 30;

    /** How long answers that are under way hold up a change at most, unless their exchanges are still in flight then. */
    private static final Duration ANSWERS = Duration.ofSeconds(5);

    private final ModelCamelContext context;
    private final RouteSupervisor supervisor;
    private final SourceRoutes sources;
    private final RequestGate gate;

    RouteSwap(ModelCamelContext context, RouteSupervisor supervisor, SourceRoutes sources, RequestGate gate) {
        this.context = context;
        this.supervisor = supervisor;
        this.sources = sources;
        this.gate = gate;
    }

    /**
     * What differs between two states of the files.
     *
     * @param gone elements that are taken out of force
     * @param come elements that are put in force
     */
    record Difference(List<RouteElement> gone, List<RouteElement> come) {
        static Difference of(Map<Path, RouteFile> before, Map<Path, RouteFile> after) {
            List<RouteElement> old = elements(before);
            List<RouteElement> young = elements(after);
            List<RouteElement> gone = missingIn(young, old);
            List<RouteElement> come = missingIn(old, young);
            List<RouteElement> changed = new ArrayList<>(gone);
            changed.addAll(come);
            Predicate<RouteElement> affected = route -> route.isRoute()
                    && !route.isLasting()
                    && changed.stream().anyMatch(element -> affects(element, route));
            old.stream().filter(affected).filter(route -> !gone.contains(route)).forEach(gone::add);
            young.stream()
                    .filter(affected)
                    .filter(route -> !come.contains(route))
                    .forEach(come::add);
            return new Difference(gone, come);
        }

        private static List<RouteElement> elements(Map<Path, RouteFile> files) {
            return files.values().stream()
                    .flatMap(file -> RouteElement.of(file).stream())
                    .toList();
        }

        private static List<RouteElement> missingIn(List<RouteElement> others, List<RouteElement> elements) {
            return elements.stream()
                    .filter(element -> others.stream().noneMatch(element::isSame))
                    .collect(Collectors.toCollection(ArrayList::new));
        }

        /** Whether a route is built anew because this element is another one. */
        private static boolean affects(RouteElement element, RouteElement route) {
            return switch (element.kind()) {
                case "routeConfiguration" ->
                    route.configuration() == null
                            ? OwnRouteConfigurations.isUnnamed(element.id())
                            : element.id() != null
                                    && PatternHelper.matchPatterns(
                                            element.id(), route.configuration().split(","));
                case "routeTemplate" -> Objects.equals(route.template(), element.id());
                default ->
                    element.file().equals(route.file())
                            && (!element.isRoute() || element.id() == null && route.id() == null);
            };
        }

        /** The ids of routes that are there no more. */
        Set<String> removedIds() {
            Set<String> ids = ids(gone);
            ids.removeAll(ids(come));
            return ids;
        }

        private static Set<String> ids(List<RouteElement> elements) {
            return elements.stream()
                    .filter(RouteElement::isRoute)
                    .map(RouteElement::id)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    /**
     * Puts the difference in force.
     *
     * @param after the files that hold what comes
     * @throws Exception if Camel refuses a route although it could be built; some routes may be swapped then
     */
    void apply(Difference difference, Map<Path, RouteFile> after) throws Exception {
        for (RouteElement element : difference.gone()) {
            removeShared(element);
        }
        Set<Path> files = new LinkedHashSet<>();
        difference.come().forEach(element -> files.add(element.file()));
        for (Path file : files) {
            RouteFile content = Objects.requireNonNull(after.get(file));
            add(content, element -> element.isShared() && difference.come().contains(element));
        }
        for (String id : difference.removedIds()) {
            closedIfHttp(id, () -> remove(id));
        }
        difference.gone().stream()
                .filter(element -> element.isRoute() && element.id() == null)
                .map(RouteElement::file)
                .distinct()
                .flatMap(file -> unnamed(file).stream())
                .forEach(this::remove);
        for (Path file : files) {
            swapRoutes(difference, Objects.requireNonNull(after.get(file)));
        }
        if (difference.come().stream().anyMatch(element -> element.template() != null)) {
            for (RouteFile file : after.values()) {
                add(file, this::isExcluded);
            }
        }
    }

    /** The first source may be what a precondition of another file waits for. */
    private boolean isExcluded(RouteElement element) {
        return element.isRoute()
                && element.conditional()
                && element.id() != null
                && !LocalRoutes.isLocal(element.file())
                && context.getRouteDefinition(element.id()) == null;
    }

    private void swapRoutes(Difference difference, RouteFile file) throws Exception {
        List<RouteElement> routes = difference.come().stream()
                .filter(RouteElement::isRoute)
                .filter(element -> element.file().equals(file.path()))
                .filter(element -> !isOff(element))
                .toList();
        for (RouteElement route : routes) {
            if (route.id() != null) {
                swap(route.id(), file, element -> element.equals(route));
            }
        }
        if (routes.stream().anyMatch(route -> route.id() == null)) {
            swap(null, file, element -> element.isRoute() && element.id() == null && !isOff(element));
        }
    }

    private boolean isOff(RouteElement element) {
        return sources.isOff(context, element.template(), element.name());
    }

    private void swap(@Nullable String id, RouteFile file, Predicate<RouteElement> route) throws Exception {
        closedIfHttp(id, () -> {
            if (id != null) {
                remove(id);
            }
            add(file, element -> route.test(element) || !element.isRoute() && !element.isShared());
        });
    }

    private interface Change {
        void make() throws Exception;
    }

    /** Requests for a route over HTTP wait meanwhile. */
    private void closedIfHttp(@Nullable String id, Change change) throws Exception {
        Route before = id == null ? null : context.getRoute(id);
        if (before == null || !before.getEndpoint().getEndpointUri().startsWith("platform-http:")) {
            change.make();
            return;
        }
        try {
            if (!gate.close(ANSWERS)) {
                LOG.info("The route {} is changed although not all answers are complete", id);
            }
            change.make();
        } finally {
            gate.open();
        }
    }

    private void add(RouteFile file, Predicate<RouteElement> wanted) throws Exception {
        if (RouteElement.of(file).stream().noneMatch(element -> wanted.test(element))) {
            return;
        }
        Resource resource = ResourceHelper.fromString("file:" + file.path(), RouteElement.text(file, wanted));
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context).findRoutesBuilders(resource)) {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                OwnRouteConfigurations.add(context, configurations);
            }
            Preparation preparation = new Preparation();
            context.addModelLifecycleStrategy(preparation);
            try {
                context.addRoutes(builder);
                context.addTemplatedRoutes(builder);
            } finally {
                context.removeModelLifecycleStrategy(preparation);
            }
            preparation.held.forEach(id -> supervisor.startHeld(context, id));
        }
    }

    /** What a route needs before Camel builds and starts it. */
    private final class Preparation extends ModelLifecycleStrategySupport {
        private final List<String> held = new ArrayList<>();

        @Override
        public void onAddRouteDefinition(RouteDefinition route) {
            sources.configure(context, route);
            supervisor.hold(context, route).ifPresent(held::add);
        }
    }

    private void remove(String id) {
        RouteDefinition definition = context.getRouteDefinition(id);
        supervisor.forget(id);
        try {
            context.getRouteController().stopRoute(id, DRAIN_SECONDS, TimeUnit.SECONDS);
            context.removeRoute(id);
            if (definition != null) {
                context.removeRouteDefinition(definition);
                sources.removed(context, definition);
            }
        } catch (Exception e) {
            LOG.warn("The route {} was not removed in order: {}", id, e.toString());
        }
    }

    /** The routes of a file to which Camel gave an id. */
    private List<String> unnamed(Path file) {
        return context.getRouteDefinitions().stream()
                .filter(route -> !route.hasCustomIdAssigned())
                .filter(route -> isOf(file, route.getResource()))
                .map(RouteDefinition::getRouteId)
                .filter(Objects::nonNull)
                .toList();
    }

    private void removeShared(RouteElement element) throws Exception {
        if (element.kind().equals("routeConfiguration")) {
            for (RouteConfigurationDefinition one : List.copyOf(context.getRouteConfigurationDefinitions())) {
                if (OwnRouteConfigurations.isUnnamed(element.id())
                        ? isOf(element.file(), one.getResource()) && OwnRouteConfigurations.isUnnamed(one)
                        : Objects.equals(element.id(), one.getId())) {
                    context.removeRouteConfiguration(one);
                }
            }
        } else if (element.kind().equals("routeTemplate") && element.id() != null) {
            context.removeRouteTemplateDefinitions(element.id());
        }
    }

    private static boolean isOf(Path file, @Nullable Resource resource) {
        return resource != null && resource.getLocation().equals("file:" + file);
    }
}
