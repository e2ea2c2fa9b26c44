package dev.vestnik.start.routes;

import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.settings.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;

/**
 * Checks before the routes start what Camel finds only when it is used, or not at all: {@code direct:} targets at which no route
 * begins, HTTP paths that two routes take, insecure options, route configurations that do not exist, and routes from a
 * stream, or called by one, that would go on after an error, so that the stream would take their messages for done.
 */
@Order(RouteReferencesCheck.ORDER)
public final class RouteReferencesCheck implements CamelContextConfiguration {
    /** Before everything that asks Redis or Telegram. */
    static final int ORDER = -2;

    private static final Pattern DIRECT = Pattern.compile("direct:(?://)?([^?$]+)(?:\\?(.*))?");
    private static final Pattern HTTP = Pattern.compile("platform-http:(?://)?/?([^?]*)(?:\\?(.*))?");
    private static final Pattern METHODS = Pattern.compile("httpMethodRestrict=([^&]+)");
    private static final Set<String> ALL_METHODS = Set.of();

    private final RoutePlaces places;
    private final Predicate<String> elsewhere;

    /** A route over HTTP; all methods if none is given. */
    private record Listener(String route, Set<String> methods) {
        boolean meets(Listener other) {
            return methods.equals(ALL_METHODS)
                    || other.methods.equals(ALL_METHODS)
                    || methods.stream().anyMatch(other.methods::contains);
        }
    }

    public RouteReferencesCheck(RoutePlaces places) {
        this(places, name -> false);
    }

    /** @param elsewhere whether what has this name and seems to be missing may be in a file that is left out at the start */
    public RouteReferencesCheck(RoutePlaces places, Predicate<String> elsewhere) {
        this.places = places;
        this.elsewhere = elsewhere;
    }

    /** @throws StartRefusedException with all faults, one a line */
    @Override
    public void beforeApplicationStart(CamelContext context) {
        List<RouteFault> faults = faults((ModelCamelContext) context, elsewhere);
        if (!faults.isEmpty()) {
            throw new StartRefusedException(RouteFault.text(faults));
        }
    }

    /**
     * All faults of the routes that this context has, started or not.
     *
     * @param elsewhere whether what has this name and seems to be missing may be in what could not be loaded
     */
    public List<RouteFault> faults(ModelCamelContext model, Predicate<String> elsewhere) {
        List<RouteFault> faults = new ArrayList<>();
        List<RouteDefinition> routes = model.getRouteDefinitions().stream()
                .filter(route -> route.getInput() != null)
                .toList();
        checkBegins(model, routes, faults);
        checkTargets(model, routes, elsewhere, faults);
        checkPaths(model, routes, faults);
        checkConfigurations(model, elsewhere, faults);
        checkContinued(model, routes, faults);
        checkOptions(model, routes, faults);
        return faults;
    }

    @Override
    public void afterApplicationStart(CamelContext context) {}

    private void checkBegins(CamelContext context, List<RouteDefinition> routes, List<RouteFault> faults) {
        Map<String, RouteDefinition> begins = new HashMap<>();
        for (RouteDefinition route : routes) {
            String begin = direct(context, withParameters(route));
            RouteDefinition other = begin == null ? null : begins.putIfAbsent(begin, route);
            if (other != null) {
                faults.add(refused(
                        route,
                        "direct:" + begin + " is the beginning of the route " + name(other)
                                + at(places.ofId(name(other))) + "; choose another name"));
            }
        }
    }

    private void checkTargets(
            CamelContext context, List<RouteDefinition> routes, Predicate<String> elsewhere, List<RouteFault> faults) {
        Set<String> begins = routes.stream()
                .map(route -> DIRECT.matcher(begin(context, route)))
                .filter(Matcher::matches)
                .map(from -> from.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        for (RouteDefinition route : routes) {
            if (isOff(context, route)) {
                continue;
            }
            for (String uri : targets(route)) {
                Matcher target = DIRECT.matcher(resolved(context, uri));
                if (target.matches()
                        && !begins.contains(target.group(1))
                        && !elsewhere.test(target.group(1))
                        && !mayBeAbsent(target.group(2))) {
                    faults.add(refused(
                            route,
                            "no route begins at direct:" + target.group(1)
                                    + (begins.isEmpty()
                                            ? ""
                                            : "; did you mean direct:" + NearestName.of(target.group(1), begins)
                                                    + "?")));
                }
            }
        }
    }

    /** Its precondition does not hold, so it never runs. */
    private static boolean isOff(CamelContext context, RouteDefinition route) {
        return route.getPrecondition() != null
                && resolved(context, route.getPrecondition()).equals("false");
    }

    private static boolean mayBeAbsent(@Nullable String options) {
        return options != null && options.contains("failIfNoConsumers=false");
    }

    private static List<String> targets(RouteDefinition route) {
        List<String> uris = new ArrayList<>();
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class)
                .forEach(send -> uris.add(String.valueOf(send.getEndpointUri())));
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class)
                .forEach(send -> uris.add(String.valueOf(send.getUri())));
        return uris;
    }

    private void checkPaths(CamelContext context, List<RouteDefinition> routes, List<RouteFault> faults) {
        Map<String, List<Listener>> taken = new HashMap<>();
        for (RouteDefinition route : routes) {
            Matcher http = HTTP.matcher(begin(context, route));
            if (!http.matches()) {
                continue;
            }
            String path = "/" + http.group(1).replaceFirst("/+$", "");
            String pattern = path.replaceAll("\\{[^}]*}", "{}");
            Listener listener = new Listener(name(route), methods(http.group(2)));
            List<Listener> others = taken.computeIfAbsent(pattern, none -> new ArrayList<>());
            for (Listener other : others) {
                if (listener.meets(other)) {
                    faults.add(refused(
                            route,
                            "the path " + path + " is taken by the route " + other.route()
                                    + at(places.ofId(other.route())) + "; choose another one"));
                }
            }
            others.add(listener);
        }
    }

    private static Set<String> methods(@Nullable String options) {
        Matcher restricted = METHODS.matcher(Objects.requireNonNullElse(options, ""));
        return restricted.find()
                ? Arrays.stream(restricted.group(1).toUpperCase(Locale.ROOT).split(","))
                        .collect(Collectors.toUnmodifiableSet())
                : ALL_METHODS;
    }

    private void checkConfigurations(ModelCamelContext model, Predicate<String> elsewhere, List<RouteFault> faults) {
        Set<String> known = model.getRouteConfigurationDefinitions().stream()
                .map(RouteConfigurationDefinition::getId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        for (RouteDefinition route : model.getRouteDefinitions()) {
            String named = Objects.requireNonNullElse(route.getRouteConfigurationId(), "");
            for (String id : named.split(",")) {
                if (id.matches("[\\w-]+") && !known.contains(id) && !elsewhere.test(id)) {
                    faults.add(refused(route, "there is no routeConfiguration with the id " + id));
                }
            }
        }
    }

    private void checkOptions(CamelContext context, List<RouteDefinition> routes, List<RouteFault> faults) {
        for (RouteDefinition route : routes) {
            Stream.concat(Stream.of(withParameters(route)), targets(route).stream())
                    .flatMap(uri -> InsecureOptions.of(context, uri))
                    .forEach(sentence -> faults.add(refused(route, sentence)));
        }
    }

    private void checkContinued(ModelCamelContext model, List<RouteDefinition> routes, List<RouteFault> faults) {
        for (RouteDefinition route : worksForStream(model, routes)) {
            Stream<OnExceptionDefinition> own =
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), OnExceptionDefinition.class)
                            .stream();
            Stream<OnExceptionDefinition> shared = model.getRouteConfigurationDefinitions().stream()
                    .filter(configuration -> appliesTo(configuration, route))
                    .flatMap(configuration -> configuration.getOnExceptions().stream());
            if (Stream.concat(own, shared)
                    .anyMatch(handler -> handler.getContinued() != null || handler.getContinuedPolicy() != null)) {
                faults.add(refused(
                        route,
                        "with continued the stream would take a message whose step failed for done; catch the error with"
                                + " doTry, or let it fail"));
            }
        }
    }

    /** The routes that begin at a stream, and those that they call, directly or through others. */
    private static List<RouteDefinition> worksForStream(CamelContext context, List<RouteDefinition> routes) {
        List<RouteDefinition> working = routes.stream()
                .filter(route -> route.getInput().getEndpointUri().startsWith("redis-streams:"))
                .collect(Collectors.toCollection(ArrayList::new));
        for (int i = 0; i < working.size(); i++) {
            RouteDefinition caller = working.get(i);
            boolean callsAny = callsUnknown(context, caller);
            Set<String> called = targets(caller).stream()
                    .map(uri -> direct(context, uri))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            routes.stream()
                    .filter(route -> !working.contains(route))
                    .filter(route -> {
                        String begin = direct(context, withParameters(route));
                        return begin != null && (callsAny || called.contains(begin));
                    })
                    .forEach(working::add);
        }
        return working;
    }

    /** The name of a {@code direct:} endpoint; null: it is another endpoint. */
    private static @Nullable String direct(CamelContext context, String uri) {
        Matcher direct = DIRECT.matcher(resolved(context, uri));
        return direct.matches() ? direct.group(1) : null;
    }

    /** Whether only a message tells which endpoints the route calls, so that any {@code direct:} one may be among them. */
    private static boolean callsUnknown(CamelContext context, RouteDefinition route) {
        return Stream.of(RecipientListDefinition.class, RoutingSlipDefinition.class, DynamicRouterDefinition.class)
                        .anyMatch(step -> !ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), step)
                                .isEmpty())
                || ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class).stream()
                        .filter(step -> !(step instanceof WireTapDefinition<?>))
                        .map(step -> resolved(context, String.valueOf(step.getUri())))
                        .anyMatch(uri -> uri.startsWith("$") || uri.startsWith("direct:") && uri.contains("$"));
    }

    private static boolean appliesTo(RouteConfigurationDefinition configuration, RouteDefinition route) {
        String named = route.getRouteConfigurationId();
        return named == null
                ? configuration.getId() == null
                : configuration.getId() != null
                        && Arrays.stream(named.split(","))
                                .anyMatch(pattern -> PatternHelper.matchPattern(configuration.getId(), pattern));
    }

    private static String begin(CamelContext context, RouteDefinition route) {
        return resolved(context, withParameters(route));
    }

    /** Camel knows the parameters of a template only while it builds the route, and would take variables of the system. */
    private static String withParameters(RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        Map<String, Object> parameters = route.getTemplateParameters();
        if (parameters != null) {
            // The value of one may name another.
            for (int i = 0; i < 2; i++) {
                for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
                    uri = uri.replace("{{" + parameter.getKey() + "}}", String.valueOf(parameter.getValue()));
                }
            }
        }
        return uri;
    }

    private static String resolved(CamelContext context, String uri) {
        try {
            return context.resolvePropertyPlaceholders(uri);
        } catch (IllegalArgumentException unknown) {
            // Camel names the placeholder when it builds the route.
            return "";
        }
    }

    private RouteFault refused(RouteDefinition route, String sentence) {
        return places.fault(
                name(route),
                "the route " + name(route) + " cannot be built: " + sentence + (sentence.endsWith("?") ? "" : "."));
    }

    private static String name(RouteDefinition route) {
        return Objects.requireNonNullElse(
                route.getRouteId(), "from " + route.getInput().getEndpointUri());
    }

    private static String at(List<String> places) {
        return places.isEmpty() ? "" : " (" + String.join("; ", places) + ")";
    }
}
