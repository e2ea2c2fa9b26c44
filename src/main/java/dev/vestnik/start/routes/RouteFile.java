package dev.vestnik.start.routes;

import dev.vestnik.start.failure.StartRefusedException;
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
 * The definitions of one route file with their lines.
 *
 * @param ids the ids that the file gives to routes, route configurations and route templates
 */
record RouteFile(Path path, List<GivenId> ids) {
    private static final String CONTEXT_WIDE = "interceptSendToEndpoint";

    /**
     * An id.
     *
     * @param kind route, routeConfiguration or routeTemplate
     * @param place file and line
     */
    record GivenId(String kind, String id, String place) {}

    /** @throws StartRefusedException with file and line, for a file that Camel would not read, or would explain unclearly */
    static RouteFile read(Path path) {
        Node root = parse(path)
                .orElseThrow(() -> new StartRefusedException(path
                        + " is empty: write a list of routes, which begins with \"- route:\", or remove the file."));
        if (!(root instanceof SequenceNode list)) {
            throw refused(
                    path,
                    root,
                    "a file of routes is a list, so put \"- \" before this line and indent what follows, as in \"- route:\".");
        }
        List<GivenId> ids = new ArrayList<>();
        for (Node element : list.getValue()) {
            if (!(element instanceof MappingNode definition)) {
                throw refused(path, element, "an element of the list is a definition, such as \"- route:\".");
            }
            for (NodeTuple entry : definition.getValue()) {
                add(path, entry, ids);
            }
            refuseContextWide(path, definition);
        }
        return new RouteFile(path, ids);
    }

    private static void add(Path path, NodeTuple entry, List<GivenId> ids) {
        String kind = scalar(entry.getKeyNode());
        String idField = "id";
        switch (kind == null ? "" : kind) {
            case "route" -> {
                if (field(entry.getValueNode(), "from") == null) {
                    throw refused(path, entry.getKeyNode(), "a route needs \"from:\", the source of its messages.");
                }
            }
            case "templatedRoute" -> {
                kind = "route";
                idField = "routeId";
            }
            case "routeConfiguration", "routeTemplate" -> {}
            default -> {
                return;
            }
        }
        Node given = field(entry.getValueNode(), idField);
        String id = given == null ? null : scalar(given);
        if (kind != null && given != null && id != null) {
            ids.add(new GivenId(kind, id, place(path, given)));
        }
    }

    /** An interception of all sends would act on the shipped routes, too. */
    private static void refuseContextWide(Path path, Node node) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(element -> refuseContextWide(path, element));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (CONTEXT_WIDE.equals(scalar(entry.getKeyNode()))) {
                    throw refused(
                            path,
                            entry.getKeyNode(),
                            CONTEXT_WIDE + " would act on the shipped routes as well; write the step into your own"
                                    + " routes instead.");
                }
                refuseContextWide(path, entry.getValueNode());
            }
        }
    }

    private static Optional<Node> parse(Path path) {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            throw new StartRefusedException(path + " cannot be read as text in UTF-8.");
        }
        try {
            return new Compose(LoadSettings.builder().build()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            throw new StartRefusedException(
                    path + (mark == null ? "" : ", line " + (mark.getLine() + 1)) + ": " + e.getProblem() + ".");
        } catch (ReaderException e) {
            long line = text.codePoints()
                            .limit(e.getPosition())
                            .filter(character -> character == '\n')
                            .count()
                    + 1;
            throw new StartRefusedException(path + ", line " + line + ": the character "
                    + String.format("U+%04X", e.getCodePoint()) + " is not allowed in YAML.");
        } catch (YamlEngineException e) {
            throw new StartRefusedException(path + " is no YAML: " + e.getMessage() + ".");
        }
    }

    private static @Nullable Node field(Node node, String name) {
        if (!(node instanceof MappingNode mapping)) {
            return null;
        }
        return mapping.getValue().stream()
                .filter(entry -> name.equals(scalar(entry.getKeyNode())))
                .map(NodeTuple::getValueNode)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    private static StartRefusedException refused(Path path, Node node, String sentence) {
        return new StartRefusedException(place(path, node) + ": " + sentence);
    }

    private static String place(Path path, Node node) {
        return path
                + node.getStartMark()
                        .map(mark -> ", line " + (mark.getLine() + 1))
                        .orElse("");
    }
}
