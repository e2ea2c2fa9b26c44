package dev.vestnik.start.check;

import dev.vestnik.ops.health.LocalRoutes;
import dev.vestnik.start.failure.RouteFailureLocator;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RouteFileFaults;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.routes.OwnRouteConfigurations;
import dev.vestnik.start.routes.RouteFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelSpringBootRoutesCollector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/**
 * Loads the route files at the start without the local ones that cannot be built, so that they do not stop it. The files are
 * checked only if there is a local one. A fault of a shipped file stops the start, as Camel does it.
 */
public final class IsolatedRoutesCollector extends CamelSpringBootRoutesCollector {
    private static final Logger LOG = LoggerFactory.getLogger(IsolatedRoutesCollector.class);

    private final RouteCheck check;
    private final RouteFileFaults faults;

    /** @param faults gets those of the local files */
    public IsolatedRoutesCollector(ApplicationContext spring, RouteCheck check, RouteFileFaults faults) {
        super(spring, true);
        this.check = check;
        this.faults = faults;
    }

    @Override
    public Collection<Resource> findRouteResourcesFromDirectory(
            CamelContext context, String excludePattern, String includePattern) {
        List<Resource> found = super.findRouteResourcesFromDirectory(context, excludePattern, includePattern).stream()
                .sorted(Comparator.comparing((Resource file) -> LocalRoutes.isLocal(file))
                        .thenComparing(Resource::getLocation))
                .toList();
        if (found.stream().noneMatch(LocalRoutes::isLocal)) {
            return found;
        }
        Map<Path, RouteFile> files = new LinkedHashMap<>();
        for (Resource resource : found) {
            files.put(RoutePlaces.file(resource), RouteFile.read(RoutePlaces.file(resource)));
        }
        UsableFiles usable = UsableFiles.of(check, files, Map.of());
        leaveOut(usable.refused(), usable.faults());
        return found.stream()
                .filter(resource -> !usable.refused().contains(RoutePlaces.file(resource)))
                .toList();
    }

    private void leaveOut(Set<Path> files, List<RouteFault> found) {
        List<RouteFault> ofThem = found.stream()
                .filter(fault -> files.stream().anyMatch(file -> file.toString().equals(fault.file())))
                .toList();
        if (!ofThem.isEmpty()) {
            faults.leaveOut(files, ofThem);
            LOG.error("Started without these local files; mended, they are put in force:\n{}", RouteFault.text(ofThem));
        }
    }

    @Override
    public Collection<RoutesBuilder> collectRoutesFromDirectory(
            CamelContext context, String excludePattern, String includePattern) {
        return super.collectRoutesFromDirectory(context, excludePattern, includePattern).stream()
                .map(builder -> builder instanceof RouteBuilder routes && LocalRoutes.isLocal(routes.getResource())
                        ? new LocalBuilder(routes)
                        : builder)
                .toList();
    }

    /** What the real beans refuse although the check did not is left out as well. */
    private final class LocalBuilder implements RoutesBuilder, RouteConfigurationsBuilder, Ordered {
        private final RouteBuilder routes;
        private boolean refused;

        private LocalBuilder(RouteBuilder routes) {
            this.routes = routes;
        }

        private interface Step {
            void run() throws Exception;
        }

        private void attempt(Step step) {
            if (refused) {
                return;
            }
            try {
                step.run();
            } catch (Exception | LinkageError failure) {
                refused = true;
                Path file = RoutePlaces.file(routes.getResource());
                Set<Path> files = new HashSet<>(faults.leftOut());
                files.add(file);
                List<RouteFault> all = new ArrayList<>(faults.all());
                all.add(RouteFailureLocator.faultOf(file, failure));
                leaveOut(files, all);
            }
        }

        @Override
        public void addRouteConfigurationsToCamelContext(CamelContext context) {
            if (routes instanceof RouteConfigurationsBuilder configurations) {
                attempt(() -> OwnRouteConfigurations.add(context, configurations));
            }
        }

        @Override
        public void updateRouteConfigurationsToCamelContext(CamelContext context) throws Exception {
            if (routes instanceof RouteConfigurationsBuilder configurations) {
                configurations.updateRouteConfigurationsToCamelContext(context);
            }
        }

        @Override
        public void addRoutesToCamelContext(CamelContext context) {
            attempt(() -> routes.addRoutesToCamelContext(context));
        }

        @Override
        public void addTemplatedRoutesToCamelContext(CamelContext context) {
            List<RouteDefinition> before = List.copyOf(((ModelCamelContext) context).getRouteDefinitions());
            attempt(() -> routes.addTemplatedRoutesToCamelContext(context));
            // Camel does not say which file a route from a template comes from.
            ((ModelCamelContext) context)
                    .getRouteDefinitions().stream()
                            .filter(route -> !before.contains(route))
                            .forEach(route -> route.setResource(routes.getResource()));
        }

        @Override
        public Set<String> updateRoutesToCamelContext(CamelContext context) throws Exception {
            return routes.updateRoutesToCamelContext(context);
        }

        @Override
        public int getOrder() {
            return routes.getOrder();
        }
    }
}
