package dev.vestnik.start.reload;

import dev.vestnik.start.routes.RouteFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One element of the list in a route file.
 *
 * @param kind its key, such as route or routeConfiguration
 * @param id the id that the file gives it; null: none
 * @param content what it says, without comments and layout; equal content means the same
 * @param template the id of the template that the route comes from; null: from none
 * @param name the value of its parameter {@code name}; of a route of a source it is the name of the source
 * @param conditional whether it has a precondition
 * @param begin its first line, counted from 0
 * @param end the line after its last one
 */
record RouteElement(
        Path file,
        String kind,
        @Nullable String id,
        String content,
        @Nullable String configuration,
        @Nullable String template,
        @Nullable String name,
        boolean conditional,
        int begin,
        int end) {
    private static final Set<String> ROUTES = Set.of("route", "from", "templatedRoute");
    private static final Set<String> SHARED = Set.of("routeConfiguration", "routeTemplate", "beans");
    private static final Set<String> LASTING = Set.of("rest", "restConfiguration");

    boolean isRoute() {
        return ROUTES.contains(kind);
    }

    /** Whether it applies beyond its file. */
    boolean isShared() {
        return SHARED.contains(kind);
    }

    /** Whether it is read at the start only, since Camel cannot take it back. */
    boolean isLasting() {
        return LASTING.contains(kind);
    }

    /** Whether it says the same in the same file. */
    boolean isSame(RouteElement other) {
        return file.equals(other.file) && kind.equals(other.kind) && content.equals(other.content);
    }

    static List<RouteElement> of(RouteFile file) {
        List<String> lines = file.text().lines().toList();
        List<RouteElement> elements = new ArrayList<>();
        for (int i = 0; i < file.elements().size(); i++) {
            Node node = file.elements().get(i);
            if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
                continue;
            }
            NodeTuple first = mapping.getValue().get(0);
            String kind = String.valueOf(RouteFile.scalar(first.getKeyNode()));
            StringBuilder content = new StringBuilder();
            append(node, content);
            boolean last = i + 1 == file.elements().size();
            elements.add(new RouteElement(
                    file.path(),
                    kind,
                    value(first.getValueNode(), kind.equals("templatedRoute") ? "routeId" : "id"),
                    content.toString(),
                    value(first.getValueNode(), "routeConfigurationId"),
                    value(first.getValueNode(), "routeTemplateRef"),
                    parameter(first.getValueNode(), "name"),
                    RouteFile.field(first.getValueNode(), "precondition") != null,
                    i == 0 ? 0 : begin(node, lines),
                    last ? lines.size() : begin(file.elements().get(i + 1), lines)));
        }
        return elements;
    }

    private static @Nullable String value(Node node, String field) {
        Node found = RouteFile.field(node, field);
        return found == null ? null : RouteFile.scalar(found);
    }

    private static @Nullable String parameter(Node node, String name) {
        if (!(RouteFile.field(node, "parameters") instanceof SequenceNode parameters)) {
            return null;
        }
        return parameters.getValue().stream()
                .filter(parameter -> name.equals(value(parameter, "name")))
                .map(parameter -> value(parameter, "value"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The line of the element's dash. */
    private static int begin(Node node, List<String> lines) {
        int line = RouteFile.line(node) - 1;
        while (line > 0 && !lines.get(line).stripLeading().startsWith("-")) {
            line--;
        }
        return line;
    }

    private static void append(Node node, StringBuilder content) {
        if (node instanceof MappingNode mapping) {
            content.append('{');
            for (NodeTuple entry : mapping.getValue()) {
                append(entry.getKeyNode(), content);
                content.append(':');
                append(entry.getValueNode(), content);
                content.append(',');
            }
            content.append('}');
        } else if (node instanceof SequenceNode list) {
            content.append('[');
            for (Node element : list.getValue()) {
                append(element, content);
                content.append(',');
            }
            content.append(']');
        } else {
            String value = String.valueOf(RouteFile.scalar(node));
            content.append(node.getTag()).append(value.length()).append(' ').append(value);
        }
    }

    /** The text of the file with blank lines in the place of other elements, so that lines keep their numbers. */
    static String text(RouteFile file, Predicate<RouteElement> wanted) {
        List<String> lines = file.text().lines().toList();
        StringBuilder text = new StringBuilder();
        List<RouteElement> elements = of(file);
        for (int i = 0; i < lines.size(); i++) {
            int line = i;
            boolean other = elements.stream()
                    .filter(element -> element.begin() <= line && line < element.end())
                    .anyMatch(element -> !wanted.test(element));
            text.append(other ? "" : lines.get(i)).append('\n');
        }
        return text.toString();
    }
}
