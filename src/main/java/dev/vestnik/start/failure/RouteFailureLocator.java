package dev.vestnik.start.failure;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.jspecify.annotations.Nullable;

/** Finds the line of the route file that prevents the start. */
final class RouteFailureLocator {
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
    private static final Pattern START_FAILED = Pattern.compile("Failed to start route: \\S+ because: ");

    private final RoutePlaces routes;

    /** @param routes the folder that holds all route files */
    RouteFailureLocator(Path routes) {
        this.routes = new RoutePlaces(routes);
    }

    /** The sentence for a failure that a route file causes; null for any other failure. */
    @Nullable
    String sentence(Throwable failure) {
        String found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String one = ofOne(cause);
            found = one == null ? found : one;
        }
        return found;
    }

    private @Nullable String ofOne(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher unreadable = UNREADABLE.matcher(message);
        String place = null;
        while (unreadable.find()) {
            place = unreadable.group(2) + ", line " + unreadable.group(3) + ": "
                    + unreadable.group(1).strip() + ".";
        }
        if (place != null) {
            return place;
        }
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            String id = duplicate.group(1);
            return "The id " + id + " stands more than once, and ids of routes and steps are unique"
                    + places(": ", routes.ofId(id), "") + ".";
        }
        if (failure instanceof FailedToCreateRouteException broken) {
            return unbuilt(broken.getRouteId(), failure);
        }
        if (failure instanceof FailedToStartRouteException broken) {
            return unbuilt(broken.getRouteId(), failure);
        }
        return ofPart(failure, message);
    }

    /** A failure of Camel that names neither route nor file. */
    private @Nullable String ofPart(Throwable failure, String message) {
        Matcher parameters = TEMPLATE_PARAMETERS.matcher(message);
        if (parameters.matches()) {
            return "The route from the template " + parameters.group(1)
                    + places(" (", routes.of("routeTemplateRef", parameters.group(1)), ")")
                    + " needs a value for each of these parameters, too: " + parameters.group(2) + ".";
        }
        Matcher template = TEMPLATE.matcher(message);
        if (template.matches()) {
            return "There is no route template " + template.group(1)
                    + places(" (", routes.of("routeTemplateRef", template.group(1)), ")") + ".";
        }
        Matcher bean = BEAN.matcher(message);
        if (bean.matches()) {
            return "The bean " + bean.group(1) + places(" (", routes.of("name", bean.group(1)), ")")
                    + " cannot be made: " + reason(failure) + ".";
        }
        Matcher number = NUMBER.matcher(message);
        if (failure instanceof NumberFormatException && number.matches()) {
            List<String> places = routes.ofValue(number.group(1));
            return places.isEmpty()
                    ? null
                    : String.join("; ", places) + ": a number is needed in place of " + number.group(1) + ".";
        }
        return null;
    }

    private String unbuilt(String route, Throwable failure) {
        Matcher step = STEP.matcher(String.valueOf(failure.getMessage()));
        return "The route " + route + places(" (", routes.ofId(route), ")") + " cannot be built"
                + (step.find() ? " at " + step.group(1) : "") + ": " + reason(failure) + ".";
    }

    /** What the innermost exception says, in one line, without a full stop. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message =
                String.valueOf(root.getMessage()).lines().findFirst().orElse("").replaceFirst("\\.+$", "");
        if (root instanceof ClassNotFoundException) {
            return "there is no class " + message;
        }
        if (root instanceof NullPointerException) {
            return "something that it needs is missing, such as the expression of a condition";
        }
        return START_FAILED.matcher(message).replaceFirst("");
    }

    /** The places between the two texts; empty if there are none, as for a route from a bean. */
    private static String places(String before, List<String> places, String after) {
        return places.isEmpty() ? "" : before + String.join("; ", places) + after;
    }
}
