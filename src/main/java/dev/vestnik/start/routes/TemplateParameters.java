package dev.vestnik.start.routes;

import dev.vestnik.start.settings.NearestName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Compares the parameters that routes give to the templates of the files with those that these have: Camel passes over a name
 * that its template does not know, and does not say which route lacks a value. Of the templates of sources it checks the values,
 * too.
 */
final class TemplateParameters {
    private final Map<String, Node> templates = new HashMap<>();
    private final Map<String, SourceName> sources = new HashMap<>();

    /** Where a source has its name, and the template of its route. */
    private record SourceName(String template, String place) {}

    private TemplateParameters() {}

    /** Adds what it finds to the faults of the files. */
    static void check(List<RouteFile> files) {
        TemplateParameters parameters = new TemplateParameters();
        files.stream().flatMap(file -> file.elements().stream()).forEach(parameters::addTemplate);
        files.forEach(parameters::checkRoutes);
    }

    private void addTemplate(Node element) {
        Node template = RouteFile.field(element, "routeTemplate");
        String id = text(template, "id");
        if (template != null && id != null) {
            templates.put(id, template);
        }
    }

    private void checkRoutes(RouteFile file) {
        for (Node element : file.elements()) {
            Node route = RouteFile.field(element, "templatedRoute");
            String name = text(route, "routeTemplateRef");
            Node template = templates.get(String.valueOf(name));
            if (route != null && template != null) {
                checkRoute(file, route, name, template);
            }
        }
    }

    private void checkRoute(RouteFile file, Node route, @Nullable String name, Node template) {
        Set<String> known = names(parameters(template));
        Set<String> missing = names(parameters(template).stream()
                .filter(TemplateParameters::isMandatory)
                .toList());
        Set<String> given = new HashSet<>();
        for (Node parameter : parameters(route)) {
            String one = text(parameter, "name");
            if (one != null && given.add(one) && !known.contains(one)) {
                file.fault(
                        parameter,
                        "the template " + name + " has no parameter " + one
                                + (known.isEmpty() ? "." : "; did you mean " + NearestName.of(one, known) + "?"));
            }
            String value = text(parameter, "value");
            if (one != null && value != null && isOfSource(known)) {
                checkSource(file, parameter, String.valueOf(name), one, value);
            }
        }
        missing.removeAll(given);
        if (!missing.isEmpty()) {
            file.fault(
                    Objects.requireNonNull(RouteFile.field(route, "routeTemplateRef")),
                    "the route from the template " + name + " needs a value for each of these parameters, too: "
                            + String.join(", ", missing) + ".");
        }
    }

    private static boolean isOfSource(Set<String> parameters) {
        return parameters.contains(SourceParameters.TOKEN_PLACE) || parameters.contains(SourceParameters.SENDERS);
    }

    private void checkSource(RouteFile file, Node parameter, String template, String name, String value) {
        if (value.contains("{{")) {
            return;
        }
        SourceParameters.fault(name, value).ifPresent(sentence -> file.fault(parameter, sentence));
        if (name.equals(SourceParameters.NAME)) {
            SourceName here = new SourceName(template, file.path() + ":" + RouteFile.line(parameter));
            SourceName other = sources.putIfAbsent(value, here);
            // Messages of one source may come in several ways, as those of syslog.
            if (other != null
                    && !(template.equals("vestnik-messages") && other.template().equals(template))) {
                file.fault(
                        parameter,
                        "two routes are the source " + value + " (also " + other.place()
                                + "): give each a name of its own.");
            }
        }
    }

    private static Set<String> names(List<Node> parameters) {
        return parameters.stream()
                .map(parameter -> text(parameter, "name"))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isMandatory(Node parameter) {
        return RouteFile.field(parameter, "defaultValue") == null && !"false".equals(text(parameter, "required"));
    }

    private static List<Node> parameters(Node of) {
        return RouteFile.field(of, "parameters") instanceof SequenceNode list ? list.getValue() : List.of();
    }

    private static @Nullable String text(@Nullable Node of, String field) {
        Node value = of == null ? null : RouteFile.field(of, field);
        return value == null ? null : RouteFile.scalar(value);
    }
}
