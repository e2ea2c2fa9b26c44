package dev.vestnik.start.routes;

import dev.vestnik.start.failure.RouteFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One route file as it stands, with the faults that Camel would not report, or would explain unclearly.
 *
 * @param text the text; empty if it cannot be read
 * @param ids the ids that the file gives to routes, route configurations and route templates
 * @param elements the elements of the list; empty if the file is no list
 */
public record RouteFile(Path path, String text, List<GivenId> ids, List<Node> elements, List<RouteFault> faults) {
    /** The kind of an id that is the name of a bean. */
    public static final String BEAN = "bean";

    private static final String CONTEXT_WIDE = "interceptSendToEndpoint";

    /**
     * An id.
     *
     * @param kind route, routeConfiguration, routeTemplate or bean
     */
    public record GivenId(String kind, String id, Path file, int line) {
        public String place() {
            return file + ":" + line;
        }
    }

    public static RouteFile read(Path path) {
        try {
            return of(path, Files.readString(path));
        } catch (IOException e) {
            RouteFault unreadable = new RouteFault(path.toString(), 0, "it cannot be read as text in UTF-8.");
            return new RouteFile(path, "", List.of(), List.of(), List.of(unreadable));
        }
    }

    static RouteFile of(Path path, String text) {
        RouteFile file = new RouteFile(path, text, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        file.parse();
        return file;
    }

    private void parse() {
        Optional<Node> root;
        try {
            root = new Compose(LoadSettings.builder().setLabel(path.toString()).build()).composeString(text);
        } catch (YamlEngineException e) {
            faults.add(unreadable(e));
            return;
        }
        if (root.isEmpty()) {
            faults.add(new RouteFault(
                    path.toString(),
                    0,
                    "it is empty: write a list of routes, which begins with \"- route:\", or remove the file."));
        } else if (root.get() instanceof SequenceNode list) {
            list.getValue().forEach(this::addElement);
        } else {
            fault(
                    root.get(),
                    "a file of routes is a list, so put \"- \" before this line and indent what follows, as in \"- route:\".");
        }
    }

    private RouteFault unreadable(YamlEngineException failure) {
        if (failure instanceof MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            return new RouteFault(path.toString(), mark == null ? 0 : mark.getLine() + 1, e.getProblem() + ".");
        }
        if (failure instanceof ReaderException e) {
            long line = text.codePoints()
                            .limit(e.getPosition())
                            .filter(character -> character == '\n')
                            .count()
                    + 1;
            return new RouteFault(
                    path.toString(),
                    (int) line,
                    "the character " + String.format("U+%04X", e.getCodePoint()) + " is not allowed in YAML.");
        }
        return new RouteFault(path.toString(), 0, "it is no YAML: " + failure.getMessage() + ".");
    }

    private void addElement(Node element) {
        if (!(element instanceof MappingNode definition)) {
            fault(element, "an element of the list is a definition, such as \"- route:\".");
            return;
        }
        elements.add(element);
        definition.getValue().forEach(this::addId);
        faultContextWide(definition);
    }

    private void addId(NodeTuple entry) {
        String kind = scalar(entry.getKeyNode());
        String idField = "id";
        switch (kind == null ? "" : kind) {
            case "route" -> {
                if (field(entry.getValueNode(), "from") == null) {
                    fault(entry.getKeyNode(), "a route needs \"from:\", the source of its messages.");
                }
            }
            case "templatedRoute" -> {
                kind = "route";
                idField = "routeId";
            }
            case "routeConfiguration", "routeTemplate" -> {}
            case "beans" -> {
                addBeans(entry.getValueNode());
                return;
            }
            default -> {
                return;
            }
        }
        Node given = field(entry.getValueNode(), idField);
        String id = given == null ? null : scalar(given);
        if (kind != null && given != null && id != null) {
            ids.add(new GivenId(kind, id, path, line(given)));
        }
    }

    private void addBeans(Node beans) {
        if (beans instanceof SequenceNode list) {
            for (Node bean : list.getValue()) {
                Node name = field(bean, "name");
                if (name instanceof ScalarNode scalar) {
                    ids.add(new GivenId(BEAN, scalar.getValue(), path, line(name)));
                }
            }
        }
    }

    /** An interception of all sends would act on the shipped routes, too. */
    private void faultContextWide(Node node) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(this::faultContextWide);
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (CONTEXT_WIDE.equals(scalar(entry.getKeyNode()))) {
                    fault(
                            entry.getKeyNode(),
                            CONTEXT_WIDE + " would act on the shipped routes as well; write the step into your own"
                                    + " routes instead.");
                } else {
                    faultContextWide(entry.getValueNode());
                }
            }
        }
    }

    /** The value of the field; null: there is none. */
    public static @Nullable Node field(Node node, String name) {
        if (!(node instanceof MappingNode mapping)) {
            return null;
        }
        return mapping.getValue().stream()
                .filter(entry -> name.equals(scalar(entry.getKeyNode())))
                .map(NodeTuple::getValueNode)
                .findFirst()
                .orElse(null);
    }

    public static @Nullable String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    /**
     * The line of the key whose value begins at a line: Camel gives its definitions the line before that of their value, which
     * is the one of the key only if the value begins on a line of its own.
     *
     * @param valueLine counted from 0
     */
    public int keyLine(int valueLine) {
        return elements.stream()
                .mapToInt(element -> keyLine(element, valueLine))
                .filter(line -> line > 0)
                .findFirst()
                .orElse(0);
    }

    private static int keyLine(Node node, int valueLine) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                Node value = entry.getValueNode();
                int found = !(value instanceof SequenceNode) && line(value) == valueLine + 1
                        ? line(entry.getKeyNode())
                        : keyLine(value, valueLine);
                if (found > 0) {
                    return found;
                }
            }
        } else if (node instanceof SequenceNode list) {
            for (Node element : list.getValue()) {
                int found = keyLine(element, valueLine);
                if (found > 0) {
                    return found;
                }
            }
        }
        return 0;
    }

    /** The line of a node, counted from 1. */
    public static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    public void fault(Node node, String sentence) {
        faults.add(new RouteFault(path.toString(), line(node), sentence));
    }
}
