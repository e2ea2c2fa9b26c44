package dev.vestnik.start.check;

import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.routes.RouteFile;
import dev.vestnik.start.routes.RouteFilesCheck;
import dev.vestnik.start.routes.SourceMappings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.jslt.JsltComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Finds all faults of the route files at once: those of their form, and those of the routes, which are built and not started. */
public final class RouteCheck {
    private final ListableBeanFactory beans;
    private final Environment settings;
    private final SourceCheck sources;

    /** Whether the routes of sources that are on fit the settings. */
    public interface SourceCheck {
        /**
         * @param others the routes that are as before
         * @param changed the routes whose faults are wanted
         */
        List<RouteFault> faults(List<RouteDefinition> others, List<RouteDefinition> changed, RoutePlaces places);
    }

    /**
     * Leaves out the settings of sources.
     *
     * @param beans the beans that routes may name; only their types are looked at, except for those in placeholders
     * @param settings the values of placeholders
     */
    public RouteCheck(ListableBeanFactory beans, Environment settings) {
        this(beans, settings, (others, changed, places) -> List.of());
    }

    public RouteCheck(ListableBeanFactory beans, Environment settings, SourceCheck sources) {
        this.beans = beans;
        this.settings = settings;
        this.sources = sources;
    }

    /**
     * All faults, in the order of their places.
     *
     * @param read all route files, in the order in which they are loaded
     * @param checkedForm those of them that are checked against Camel's schema, and with the mappings of their sources
     */
    public List<RouteFault> faults(List<RouteFile> read, Collection<Path> checkedForm) {
        return faults(read, checkedForm, "");
    }

    /** @param absent the texts of files that are left out; what seems to be missing may stand in them */
    List<RouteFault> faults(List<RouteFile> read, Collection<Path> checkedForm, String absent) {
        CamelSchema schema = checkedForm.isEmpty() ? null : CamelSchema.load();
        for (RouteFile file : read) {
            if (schema != null && file.faults().isEmpty() && checkedForm.contains(file.path())) {
                file.elements().forEach(element -> schema.check(element, file::fault));
            }
        }
        List<RouteFault> faults = new ArrayList<>(RouteFilesCheck.faults(read));
        faults.addAll(takenBeans(read));
        DefaultCamelContext context = CheckContext.create(beans, settings);
        RoutePlaces places =
                new RoutePlaces(() -> read.stream().map(RouteFile::path).toList());
        try {
            List<RouteFault> built = new RouteBuildCheck(context, places, new JavaRoutes(beans)).faults(read, absent);
            Stream.concat(built.stream(), sources(context, places, checkedForm))
                    .filter(fault -> faults.stream().noneMatch(form -> says(form, fault)))
                    .toList()
                    .forEach(faults::add);
        } finally {
            context.stop();
        }
        return faults.stream().sorted().distinct().toList();
    }

    /** The faults of the sources in these files: of the mappings whether they are on or off, of the settings if they are on. */
    private Stream<RouteFault> sources(DefaultCamelContext context, RoutePlaces places, Collection<Path> files) {
        SourceMappings mappings =
                new SourceMappings(() -> beans.getBean(JsltComponent.class).getFunctions(), places);
        Map<Boolean, List<RouteDefinition>> routes = context.getRouteDefinitions().stream()
                .filter(route -> SourceMappings.mapping(route).isPresent())
                .collect(Collectors.partitioningBy(route -> files.contains(Path.of(String.valueOf(
                        places.fault(String.valueOf(route.getRouteId()), "").file())))));
        List<RouteDefinition> changed = routes.getOrDefault(true, List.of());
        return Stream.concat(
                changed.stream().flatMap(route -> mappings.fault(context, route).stream()),
                sources.faults(routes.getOrDefault(false, List.of()), changed, places).stream());
    }

    /** A bean of a file would stand in the way of one of Vestnik's, for all routes. */
    private List<RouteFault> takenBeans(List<RouteFile> read) {
        return read.stream()
                .flatMap(file -> file.ids().stream())
                .filter(given -> given.kind().equals(RouteFile.BEAN) && beans.containsBean(given.id()))
                .map(given -> new RouteFault(
                        given.file().toString(),
                        given.line(),
                        "the bean " + given.id()
                                + " is one of Vestnik's; begin the name of yours with a name of your own."))
                .toList();
    }

    /** Whether a fault of the form is the reason why Camel cannot build what stands on the same line. */
    private static boolean says(RouteFault form, RouteFault build) {
        return Objects.equals(form.file(), build.file()) && form.line() == build.line();
    }
}
