package dev.vestnik.start.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.start.routes.RouteFile;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Snippets of VS Code: one for each bean and method that the routes name, as a step or as an expression, and one for each route
 * template.
 *
 * @see <a href="https://code.visualstudio.com/docs/editing/userdefinedsnippets">Snippets in Visual Studio Code</a>
 */
final class CodeSnippets {
    private static final String PLACEHOLDER = "{{";

    private final ListableBeanFactory beans;
    private final ObjectNode snippets = new ObjectMapper().createObjectNode();

    /** @param beans only their types are looked at */
    CodeSnippets(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** The snippets, by name, in the order of the files. */
    ObjectNode of(List<RouteFile> files) {
        files.forEach(file -> file.elements().forEach(this::addAll));
        return snippets;
    }

    private void addAll(Node node) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(this::addAll);
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = Objects.requireNonNullElse(RouteFile.scalar(entry.getKeyNode()), "");
                switch (key) {
                    case "bean", "method" -> addBean(key, mapping, entry.getValueNode());
                    case "routeTemplate" -> addTemplate(entry.getValueNode());
                    default -> addReference(entry.getValueNode());
                }
                addAll(entry.getValueNode());
            }
        }
    }

    private void addBean(String kind, Node holder, Node use) {
        String bean = text(use, "ref");
        String call = text(use, "method");
        String method = call == null ? null : call.replaceFirst("\\(.*", "");
        Class<?> type = bean == null || !beans.containsBean(bean) ? null : beans.getType(bean, false);
        if (type == null || (call != null && call.contains(PLACEHOLDER))) {
            return;
        }
        String name = kind + " " + bean + (method == null ? "" : "." + method);
        String described = Stream.of(text(use, "description"), text(holder, "description"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        String signature = type.getSimpleName() + (method == null ? "" : "." + signature(type, method));
        ArrayNode body = add(name, described == null ? signature : described + ": " + signature);
        if (body != null) {
            boolean step = kind.equals("bean");
            body.add(step ? "- bean:" : "method:");
            String indent = step ? "    " : "  ";
            if (step) {
                body.add(indent + "id: ${1:id}").add(indent + "description: ${2:description}");
            }
            body.add(indent + "ref: " + bean);
            if (call != null) {
                body.add(indent + "method: " + (call.equals(method) ? call : "\"" + call.replace("$", "\\$") + "\""));
            }
        }
    }

    /** A predicate or an expression that is a bean. */
    private void addReference(Node use) {
        String bean = text(use, "ref");
        Class<?> type = bean == null || !beans.containsBean(bean) ? null : beans.getType(bean, false);
        ArrayNode body = type == null ? null : add("ref " + bean, type.getSimpleName());
        if (body != null) {
            body.add("ref: " + bean);
        }
    }

    private static String signature(Class<?> type, String method) {
        return Arrays.stream(type.getMethods())
                .filter(candidate -> candidate.getName().equals(method) && !candidate.isBridge())
                .map(CodeSnippets::signature)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private void addTemplate(Node template) {
        String id = text(template, "id");
        ArrayNode body = id == null ? null : add("template " + id, text(template, "description"));
        if (body == null) {
            return;
        }
        body.add("- templatedRoute:")
                .add("    routeTemplateRef: " + id)
                .add("    routeId: source-${1:name}")
                .add("    prefixId: ${1:name}-")
                .add("    parameters:");
        int place = 2;
        if (RouteFile.field(template, "parameters") instanceof SequenceNode parameters) {
            for (Node parameter : parameters.getValue()) {
                String name = text(parameter, "name");
                if ("name".equals(name)) {
                    body.add("      - {name: name, value: ${1:name}}");
                } else if (name != null && text(parameter, "defaultValue") == null) {
                    body.add("      - {name: " + name + ", value: \"${" + place++ + ":" + name + "}\"}");
                }
            }
        }
    }

    /** A new snippet without lines; null: there is one of this name. */
    private @Nullable ArrayNode add(String name, @Nullable String description) {
        if (snippets.has(name)) {
            return null;
        }
        ObjectNode snippet = snippets.putObject(name)
                .put("scope", "yaml")
                .put("prefix", name)
                .put("description", description == null ? name : description.strip());
        return snippet.putArray("body");
    }

    private static @Nullable String text(Node node, String field) {
        Node value = RouteFile.field(node, field);
        return value == null ? null : RouteFile.scalar(value);
    }
}
