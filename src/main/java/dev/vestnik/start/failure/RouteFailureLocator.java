package dev.vestnik.start.failure;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.jspecify.annotations.Nullable;

/** Finds the line of the route file that prevents the start. */
public final class RouteFailureLocator {
    /** Camel's YAML reader lists several places; the last one is the faulty one, those before it lead there. */
    private static final Pattern UNREADABLE =
            Pattern.compile("(.+)\\R\\s*in file:(\\S+\\.camel\\.yaml), line (\\d+), column \\d+");

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate id detected: (\\S+?)\\.");
    private static final Pattern STEP = Pattern.compile(">>> (.+?) <<<");
    private static final Pattern TEMPLATE_PARAMETERS =
            Pattern.compile("Route template (\\S+) the following mandatory parameters must be provided: (.+)");
    private static final Pattern TEMPLATE = Pattern.compile("Cannot find RouteTemplate with id (\\S+)");
    private static final Pattern BEAN = Pattern.compile("Error creating bean: (\\S+) of type: .*");
    private static final Pattern NUMBER = Pattern.compile("For input string: \"(.+?)\".*");

    private final RoutePlaces routes;

    public RouteFailureLocator(RoutePlaces routes) {
        this.routes = routes;
    }

    /** The fault of a route file that causes this failure; null for any other failure. */
    public @Nullable RouteFault fault(Throwable failure) {
        RouteFault found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            RouteFault one = ofOne(cause);
            found = one == null ? found : one;
        }
        return found;
    }

    /** The fault of a file that could not be loaded, with this failure. */
    public static RouteFault faultOf(Path file, Throwable failure) {
        RouteFault fault = new RouteFailureLocator(new RoutePlaces(() -> List.of(file))).fault(failure);
        return fault == null || fault.file() == null
                ? new RouteFault(file.toString(), 0, fault == null ? reason(failure) + "." : fault.sentence())
                : fault;
    }

    private @Nullable RouteFault ofOne(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher unreadable = UNREADABLE.matcher(message);
        RouteFault place = null;
        while (unreadable.find()) {
            place = new RouteFault(
                    unreadable.group(2),
                    Integer.parseInt(unreadable.group(3)),
                    unreadable.group(1).strip() + ".");
        }
        if (place != null) {
            return place;
        }
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            return duplicate(duplicate.group(1));
        }
        if (failure instanceof FailedToCreateRouteException broken) {
            return unbuilt(broken.getRouteId(), failure);
        }
        if (failure instanceof FailedToStartRouteException broken) {
            return unbuilt(broken.getRouteId(), failure);
        }
        return ofPart(failure, message);
    }

    /** The fault that two routes or steps have the same id. */
    public RouteFault duplicate(String id) {
        List<String> all = routes.ofId(id);
        List<String> others = all.isEmpty() ? all : all.subList(0, all.size() - 1);
        return RouteFault.at(
                all.isEmpty() ? all : all.subList(all.size() - 1, all.size()),
                "the id " + id + " stands more than once" + places(" (also ", others, ")")
                        + ", and ids of routes and steps are unique.");
    }

    /** A failure of Camel that names neither route nor file. */
    private @Nullable RouteFault ofPart(Throwable failure, String message) {
        Matcher parameters = TEMPLATE_PARAMETERS.matcher(message);
        if (parameters.matches()) {
            return RouteFault.at(
                    routes.of("routeTemplateRef", parameters.group(1)),
                    "the route from the template " + parameters.group(1)
                            + " needs a value for each of these parameters, too: " + parameters.group(2) + ".");
        }
        Matcher template = TEMPLATE.matcher(message);
        if (template.matches()) {
            return RouteFault.at(
                    routes.of("routeTemplateRef", template.group(1)),
                    "there is no route template " + template.group(1) + ".");
        }
        Matcher bean = BEAN.matcher(message);
        if (bean.matches()) {
            return RouteFault.at(
                    routes.of("name", bean.group(1)),
                    "the bean " + bean.group(1) + " cannot be made: " + reason(failure) + ".");
        }
        Matcher number = NUMBER.matcher(message);
        if (failure instanceof NumberFormatException && number.matches()) {
            List<String> places = routes.ofValue(number.group(1));
            return places.isEmpty()
                    ? null
                    : RouteFault.at(places, "a number is needed in place of " + number.group(1) + ".");
        }
        return null;
    }

    private RouteFault unbuilt(String route, Throwable failure) {
        return RouteFault.at(routes.ofId(route), unbuiltSentence(route, failure));
    }

    /** What is wrong with a route that Camel could not create. */
    public static String unbuiltSentence(String route, Throwable failure) {
        Matcher step = STEP.matcher(String.valueOf(failure.getMessage()));
        return "the route " + route + " cannot be built"
                + (step.find() ? " at " + step.group(1).replaceAll("@[0-9a-f]{4,8}\\b", "") : "") + ": "
                + reason(failure) + ".";
    }

    /** What the innermost exception says, in one line, without a full stop. */
    public static String reason(Throwable failure) {
        return FailureReason.of(failure);
    }

    /** The places between the two texts; empty if there are none, as for a route from a bean. */
    private static String places(String before, List<String> places, String after) {
        return places.isEmpty() ? "" : before + String.join("; ", places) + after;
    }
}
