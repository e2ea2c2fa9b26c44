package dev.vestnik.start.routes;

import dev.vestnik.ops.health.LocalRoutes;
import dev.vestnik.start.failure.RoutePlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a route configuration without an id, in a local file, to the routes of this file; Camel would apply it to those of all
 * local files. It comes before the error handling that local routes have without one.
 *
 * <p>An id such as {@code routeConfiguration-1295} counts as none: Kaoto gives it to a configuration without one, and Camel would
 * then apply that only to routes that name it.
 */
public final class OwnRouteConfigurations implements RouteBuilderLifecycleStrategy {
    /** The error handling of the shipped routes, which is also that of local routes. */
    private static final String ERRORS = "errors";

    private static final Pattern GIVEN_BY_KAOTO = Pattern.compile("routeConfiguration-\\d+");

    /**
     * Adds the configurations of a file, before the routes of any file.
     *
     * @throws Exception if Camel refuses them
     */
    public static void add(CamelContext context, RouteConfigurationsBuilder builder) throws Exception {
        context.addRoutesConfigurations(builder);
        if (builder instanceof RouteConfigurationBuilder file && file.getResource() != null) {
            for (RouteConfigurationDefinition one : definitions(file)) {
                one.setResource(file.getResource());
                if (!isLocalFile(file.getResource())) {
                    one.setId(isUnnamed(one.getId()) ? null : one.getId());
                } else if (one.getId() == null) {
                    one.setId(id(file.getResource()));
                }
            }
        }
    }

    @Override
    public void beforeConfigure(RouteBuilder builder) {
        if (builder instanceof RouteConfigurationBuilder file && isLocalFile(file.getResource())) {
            String own = definitions(file).stream()
                    .filter(OwnRouteConfigurations::isUnnamed)
                    .map(RouteConfigurationDefinition::getId)
                    .distinct()
                    .collect(Collectors.joining(","));
            if (!own.isEmpty()) {
                file.getRouteCollection().setRoutes(new FileRoutes(own + "," + ERRORS));
            }
        }
    }

    @Override
    public void afterConfigure(RouteBuilder builder) {}

    /** Whether a configuration applies to routes that name none. */
    public static boolean isUnnamed(RouteConfigurationDefinition configuration) {
        return isUnnamed(configuration.getId()) || configuration.getId().equals(id(configuration.getResource()));
    }

    /** The same for the id in a file. */
    public static boolean isUnnamed(@Nullable String id) {
        return id == null || GIVEN_BY_KAOTO.matcher(id).matches();
    }

    /** The id that the configuration without one gets. */
    private static String id(Resource file) {
        return "own-" + RoutePlaces.file(file).toString().replaceAll("[^\\w-]", "-");
    }

    private static List<RouteConfigurationDefinition> definitions(RouteConfigurationBuilder file) {
        return file.getRouteConfigurationCollection().getRouteConfigurations();
    }

    private static boolean isLocalFile(@Nullable Resource resource) {
        return resource != null && resource.getLocation().startsWith("file:") && LocalRoutes.isLocal(resource);
    }

    /** Camel prepares the routes of a file, with their configurations, when all of them are in the list. */
    private static final class FileRoutes extends ArrayList<RouteDefinition> {
        private static final long serialVersionUID = 1L;

        private final String configurations;

        FileRoutes(String configurations) {
            this.configurations = configurations;
        }

        @Override
        public boolean add(RouteDefinition route) {
            if (route.getRouteConfigurationId() == null) {
                route.setRouteConfigurationId(configurations);
            }
            return super.add(route);
        }
    }
}
