package dev.vestnik.start.check;

import dev.vestnik.start.failure.RouteFailureLocator;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.routes.OwnRouteConfigurations;
import dev.vestnik.start.routes.RouteFile;
import dev.vestnik.start.routes.RouteReferencesCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.SimpleExpression;
import org.apache.camel.reifier.RouteReifier;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Builds the routes of all files in a context that starts nothing, and collects everything that Camel refuses. */
final class RouteBuildCheck {
    private final DefaultCamelContext context;
    private final RouteFailureLocator locator;
    private final RoutePlaces places;
    private final JavaRoutes javaRoutes;
    private final List<RouteFault> faults = new ArrayList<>();
    private final Set<Path> unreadable = new HashSet<>();
    private final Map<String, RouteFile> read = new HashMap<>();

    /** @param javaRoutes are added to the context, and not checked */
    RouteBuildCheck(DefaultCamelContext context, RoutePlaces places, JavaRoutes javaRoutes) {
        this.context = context;
        this.javaRoutes = javaRoutes;
        this.places = places;
        this.locator = new RouteFailureLocator(places);
    }

    private interface Step {
        void run() throws Exception;
    }

    /**
     * @param files in the order in which they are loaded
     * @param absent the texts of files that are left out
     */
    List<RouteFault> faults(List<RouteFile> files, String absent) {
        files.forEach(file -> read.put(file.path().toString(), file));
        Set<Path> faulty = files.stream()
                .filter(file -> !file.faults().isEmpty())
                .map(RouteFile::path)
                .collect(Collectors.toSet());
        boolean allJavaRoutes = javaRoutes.addTo(context);
        List<RouteDefinition> ofJava = List.copyOf(context.getRouteDefinitions());
        Map<Path, RoutesBuilder> builders = new LinkedHashMap<>();
        for (RouteFile file : files) {
            load(file.path(), faulty, () -> PluginHelper.getRoutesLoader(context)
                    .findRoutesBuilders(ResourceHelper.fromString("file:" + file.path(), file.text()))
                    .forEach(builder -> builders.put(file.path(), builder)));
        }
        builders.forEach((file, builder) -> load(file, faulty, () -> {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                OwnRouteConfigurations.add(context, configurations);
            }
        }));
        builders.forEach((file, builder) -> load(file, faulty, () -> context.addRoutes(builder)));
        builders.forEach((file, builder) -> load(file, faulty, () -> context.addTemplatedRoutes(builder)));
        List<RouteDefinition> routes = context.getRouteDefinitions().stream()
                .filter(route -> route.getInput() != null && !ofJava.contains(route))
                .toList();
        String unread = files.stream()
                .filter(file -> unreadable.contains(file.path()))
                .map(RouteFile::text)
                .collect(Collectors.joining("\n", absent, ""));
        faults.addAll(
                new RouteReferencesCheck(places).faults(context, name -> !allJavaRoutes || unread.contains(name)));
        // All routes from one template share the ids of its steps.
        routes.stream().filter(route -> !route.isCreatedFromTemplate()).forEach(this::checkIds);
        routes.forEach(this::build);
        return faults;
    }

    private void load(Path file, Set<Path> faulty, Step step) {
        if (unreadable.contains(file)) {
            return;
        }
        try {
            step.run();
        } catch (Exception | LinkageError failure) {
            unreadable.add(file);
            if (!faulty.contains(file)) {
                faults.add(RouteFailureLocator.faultOf(file, failure));
            }
        }
    }

    private void checkIds(RouteDefinition route) {
        try {
            RouteDefinitionHelper.forceAssignIds(context, List.of(route));
            String duplicate = RouteDefinitionHelper.validateUniqueIds(
                    route, context.getRouteDefinitions(), route.getNodePrefixId());
            if (duplicate != null) {
                faults.add(locator.duplicate(duplicate));
            }
        } catch (Exception failure) {
            faults.add(fault(route, route, failure));
        }
    }

    /** With the parameters of its template, if the route comes from one. */
    private void build(RouteDefinition definition) {
        Properties parameters = new Properties();
        for (Map<String, Object> given :
                Arrays.asList(definition.getTemplateDefaultParameters(), definition.getTemplateParameters())) {
            if (given != null) {
                given.forEach((name, value) -> parameters.put(name, String.valueOf(value)));
            }
        }
        context.getPropertiesComponent().setLocalProperties(parameters);
        try {
            buildWithParameters(definition);
        } finally {
            context.getPropertiesComponent().setLocalProperties(null);
        }
    }

    private void buildWithParameters(RouteDefinition definition) {
        checkPrecondition(definition);
        try {
            checkSource(definition, create(definition));
        } catch (Exception | LinkageError failure) {
            List<RouteFault> steps = new ArrayList<>();
            probeAll(definition, definition.getOutputs(), steps);
            faults.addAll(steps.isEmpty() ? List.of(fault(definition, definition, failure)) : steps);
        }
        ProcessorDefinitionHelper.filterTypeInOutputs(definition.getOutputs(), SendDefinition.class)
                .forEach(send -> checkTarget(definition, send));
    }

    /** Whatever it says here, the route is built: a process with other settings may include it. */
    private void checkPrecondition(RouteDefinition definition) {
        if (definition.getPrecondition() == null) {
            return;
        }
        try {
            context.createPredicate(new SimpleExpression(definition.getPrecondition()));
        } catch (Exception failure) {
            faults.add(fault(definition, definition, failure));
        }
    }

    private Route create(RouteDefinition definition) {
        return new RouteReifier(context, definition).createRoute();
    }

    /** Camel asks the endpoint for its consumer only when the route starts. */
    private void checkSource(RouteDefinition definition, Route route) {
        Processor nothing = exchange -> {};
        try {
            route.getEndpoint().createConsumer(nothing);
        } catch (Exception failure) {
            if (isRefusal(failure)) {
                faults.add(new RouteFault(
                        file(definition),
                        line(definition.getInput(), definition),
                        "the route " + definition.getRouteId() + " cannot be built: "
                                + definition.getInput().getEndpointUri()
                                + " is a target only; nothing can be read from it."));
            }
        }
    }

    private void checkTarget(RouteDefinition route, SendDefinition<?> send) {
        try {
            context.getEndpoint(send.getEndpointUri()).createProducer();
        } catch (Exception failure) {
            if (isRefusal(failure)) {
                faults.add(new RouteFault(
                        file(route),
                        line(send, route),
                        "the route " + route.getRouteId() + " cannot be built: " + send.getEndpointUri()
                                + " is a source only; nothing can be sent to it."));
            }
        }
    }

    /** Whether the endpoint has no consumer or no producer at all; everything else may depend on a connection. */
    private static boolean isRefusal(Exception failure) {
        return failure instanceof UnsupportedOperationException
                || String.valueOf(failure.getMessage())
                        .matches("(?i)(cannot|you cannot) (produce|consume|send|receive).*");
    }

    /** Builds the step by itself, so that each faulty step of a route is found. */
    private void probe(RouteDefinition route, ProcessorDefinition<?> step, List<RouteFault> found) {
        int before = found.size();
        if (step instanceof ChoiceDefinition choice) {
            for (WhenDefinition when : choice.getWhenClauses()) {
                Exception failure = failureOf(when);
                if (failure != null) {
                    found.add(fault(route, when, failure));
                }
                probeAll(route, when.getOutputs(), found);
            }
            if (choice.getOtherwise() != null) {
                probeAll(route, choice.getOtherwise().getOutputs(), found);
            }
        }
        probeAll(route, step.getOutputs(), found);
        Throwable failure = step instanceof HasExpressionType node ? failureOf(node) : null;
        if (failure == null && found.size() == before && !isPart(step)) {
            failure = failureOf(route, step);
        }
        if (failure != null) {
            found.add(fault(route, step, failure));
        }
    }

    private void probeAll(RouteDefinition route, List<ProcessorDefinition<?>> steps, List<RouteFault> found) {
        List.copyOf(steps).forEach(step -> probe(route, step, found));
    }

    /** Whether the definition stands only within another one. */
    private static boolean isPart(ProcessorDefinition<?> step) {
        return step instanceof CatchDefinition
                || step instanceof FinallyDefinition
                || step instanceof OnExceptionDefinition;
    }

    private @Nullable Throwable failureOf(RouteDefinition route, ProcessorDefinition<?> step) {
        RouteDefinition alone = new RouteDefinition();
        alone.from("direct:route-check");
        alone.setId(route.getRouteId());
        alone.getOutputs().add(step);
        try {
            create(alone);
            return null;
        } catch (Exception | LinkageError failure) {
            return failure;
        }
    }

    private @Nullable Exception failureOf(HasExpressionType node) {
        try {
            ExpressionDefinition expression = Objects.requireNonNull(node.getExpressionType());
            if (node instanceof WhenDefinition
                    || node instanceof FilterDefinition
                    || node instanceof ValidateDefinition) {
                context.createPredicate(expression);
            } else {
                context.createExpression(expression);
            }
            return null;
        } catch (Exception failure) {
            return failure;
        }
    }

    private RouteFault fault(RouteDefinition route, NamedNode at, Throwable failure) {
        String sentence = RouteFailureLocator.unbuiltSentence(String.valueOf(route.getRouteId()), failure);
        return file(route) == null
                ? places.fault(String.valueOf(route.getRouteId()), sentence)
                : new RouteFault(file(route), line(at, route), sentence);
    }

    private static @Nullable String file(RouteDefinition route) {
        return route.getResource() == null
                ? null
                : RoutePlaces.file(route.getResource()).toString();
    }

    private int line(NamedNode at, RouteDefinition route) {
        RouteFile file = read.get(String.valueOf(file(route)));
        int key = file == null || at == route || at.getLineNumber() <= 0 ? 0 : file.keyLine(at.getLineNumber());
        return key > 0
                ? key
                : places.fault(String.valueOf(route.getRouteId()), "").line();
    }
}
