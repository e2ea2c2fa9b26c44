package dev.vestnik.start.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.start.routes.RouteFile;
import dev.vestnik.start.settings.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The JSON schema of Camel's YAML DSL, of the version in use. It names the value that is wrong and what would be right; of the
 * alternatives that the schema gives for an expression, only their number is checked.
 *
 * @see <a href="https://camel.apache.org/components/4.17.x/others/yaml-dsl.html">YAML DSL</a>
 */
public final class CamelSchema {
    private static final String FILE = "/schema/camelYamlDsl.json";
    private static final String REFERENCE = "$ref";

    private static final String FILE_ELEMENT = "an element";
    private static final String AUTO_STARTUP = "autoStartup";
    private static final String PLACEHOLDER = "{{";

    private final JsonNode root;

    private CamelSchema(JsonNode root) {
        this.root = root;
    }

    static CamelSchema load() {
        try (InputStream file = CamelSchema.class.getResourceAsStream(FILE)) {
            return new CamelSchema(new ObjectMapper().readTree(Objects.requireNonNull(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the schema of this version of Camel is published, for editors. */
    public static String address(String version) {
        return "https://raw.githubusercontent.com/apache/camel/camel-" + version
                + "/dsl/camel-yaml-dsl/camel-yaml-dsl/src/generated/resources/schema/camelYamlDsl.json";
    }

    /** Checks an element of a route file. */
    void check(Node element, BiConsumer<Node, String> fault) {
        check(FILE_ELEMENT, element, root.path("items"), fault);
    }

    private void check(String name, Node node, JsonNode schema, BiConsumer<Node, String> fault) {
        JsonNode resolved = resolve(schema);
        if (node instanceof MappingNode mapping) {
            checkMapping(name, mapping, resolved, fault);
        } else if (node instanceof SequenceNode list) {
            checkList(name, list, resolved, fault);
        } else if (node instanceof ScalarNode scalar) {
            checkScalar(name, scalar, resolved, fault);
        }
    }

    private void checkMapping(String name, MappingNode node, JsonNode schema, BiConsumer<Node, String> fault) {
        if (!isObject(schema)) {
            if (!schema.isEmpty()) {
                fault.accept(node, name + " takes " + expected(schema) + " and no entries of its own.");
            }
            return;
        }
        Map<String, JsonNode> known = properties(schema);
        Set<String> given = new HashSet<>();
        for (NodeTuple entry : node.getValue()) {
            String key = RouteFile.scalar(entry.getKeyNode());
            if (key == null) {
                continue;
            }
            if (!given.add(key)) {
                fault.accept(entry.getKeyNode(), name + " has " + key + " twice: keep one of them.");
            } else if (known.containsKey(key)) {
                check(key, entry.getValueNode(), known.get(key), fault);
            } else if (isClosed(schema)) {
                fault.accept(entry.getKeyNode(), unknown(name, key, known.keySet()));
            }
        }
        if (schema.path("maxProperties").asInt(node.getValue().size())
                < node.getValue().size()) {
            fault.accept(
                    node.getValue().get(1).getKeyNode(),
                    (name.equals("steps") ? "a step" : name)
                            + " has one entry, so begin this one with \"- \", or indent it to make it an option.");
        }
        for (JsonNode required : schema.path("required")) {
            if (!given.contains(required.asText())) {
                fault.accept(node, name + " needs " + required.asText() + ".");
            }
        }
        Set<String> expressions = alternatives(schema);
        expressions.retainAll(given);
        if (expressions.size() > 1) {
            fault.accept(node, name + " has " + String.join(" and ", expressions) + ": keep one of them.");
        }
    }

    private static String unknown(String name, String key, Set<String> known) {
        String nearest = known.isEmpty() ? "" : "; did you mean " + NearestName.of(key, known) + "?";
        return switch (name) {
                    case FILE_ELEMENT -> "there is no definition ";
                    case "steps" -> "there is no step ";
                    default -> name + " has no option ";
                }
                + key
                + (nearest.isEmpty() ? "." : nearest);
    }

    private void checkList(String name, SequenceNode list, JsonNode schema, BiConsumer<Node, String> fault) {
        if (schema.isEmpty()) {
            return;
        }
        if (!schema.path("type").asText().equals("array")) {
            fault.accept(list, name + " takes " + expected(schema) + ", not a list.");
            return;
        }
        for (Node element : list.getValue()) {
            check(name, element, schema.path("items"), fault);
        }
    }

    private void checkScalar(String name, ScalarNode scalar, JsonNode schema, BiConsumer<Node, String> fault) {
        String type = scalarType(schema);
        if (schema.isEmpty()) {
            return;
        }
        if (type == null) {
            if (!(isEmpty(scalar) && isObject(schema) && schema.path("required").isEmpty())) {
                fault.accept(scalar, name + " takes " + expected(schema) + (isEmpty(scalar) ? "; it is empty." : "."));
            }
            return;
        }
        if (!fits(type, scalar.getTag())) {
            fault.accept(scalar, name + " takes " + expected(schema) + misfit(name, type, scalar) + ".");
            return;
        }
        if (schema.has("enum")) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add(value.asText()));
            if (!values.contains(scalar.getValue())) {
                fault.accept(
                        scalar,
                        name + " takes one of " + String.join(", ", values) + ", not " + scalar.getValue() + ".");
            }
        }
    }

    private static boolean isEmpty(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.NULL);
    }

    private static boolean fits(String type, Tag tag) {
        return switch (type) {
            // ${body} without quotes: the parser takes it for a variable of the environment, Camel for what it is.
            case "string" -> tag.equals(Tag.STR) || tag.equals(Tag.ENV_TAG);
            case "boolean" -> tag.equals(Tag.BOOL);
            case "number" -> tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
            default -> false;
        };
    }

    private static String misfit(String name, String type, ScalarNode scalar) {
        if (!scalar.getValue().contains(PLACEHOLDER)) {
            return ", so write " + written(type, scalar);
        }
        return " and no placeholder" + (name.equals(AUTO_STARTUP) ? "; precondition takes one" : "");
    }

    private static String written(String type, ScalarNode scalar) {
        boolean quoted = scalar.getTag().equals(Tag.STR);
        return switch (type) {
            case "string" -> "it in quotes: \"" + scalar.getValue() + "\"";
            case "boolean" ->
                quoted && Set.of("true", "false").contains(scalar.getValue())
                        ? scalar.getValue() + " without quotes"
                        : "one of the two";
            default ->
                quoted && scalar.getValue().matches("-?\\d+(\\.\\d+)?")
                        ? scalar.getValue() + " without quotes"
                        : "digits";
        };
    }

    private String expected(JsonNode schema) {
        String scalar = scalarType(schema);
        if (scalar != null) {
            return switch (scalar) {
                case "boolean" -> "true or false";
                case "number" -> "a number";
                default -> "a text";
            };
        }
        return schema.path("type").asText().equals("array")
                ? "a list"
                : "entries of its own, such as " + example(schema);
    }

    private String example(JsonNode schema) {
        JsonNode required = schema.path("required");
        return required.isEmpty()
                ? new TreeSet<>(properties(schema).keySet())
                        .stream().findFirst().orElse("name")
                : required.get(0).asText();
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode found = schema;
        while (found.has(REFERENCE) && !found.has("properties")) {
            found = root.at(found.path(REFERENCE).asText().substring(1));
        }
        return found;
    }

    /** The type of a scalar that the schema allows; null: none. */
    private static @Nullable String scalarType(JsonNode schema) {
        String type = schema.path("type").asText();
        if (Set.of("string", "boolean", "number").contains(type)) {
            return type;
        }
        for (JsonNode alternative : schema.path("oneOf")) {
            if (alternative.path("type").asText().equals("string")) {
                return "string";
            }
        }
        return null;
    }

    private static boolean isObject(JsonNode schema) {
        if (schema.path("type").asText().equals("object") || schema.has("properties")) {
            return true;
        }
        for (JsonNode alternative : schema.path("oneOf")) {
            if (isObject(alternative)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isClosed(JsonNode schema) {
        if (schema.has("additionalProperties")) {
            return !schema.path("additionalProperties").asBoolean();
        }
        for (JsonNode alternative : schema.path("oneOf")) {
            if (isObject(alternative)) {
                return isClosed(alternative);
            }
        }
        return false;
    }

    /** All options of an object, also those that only one of its alternatives has. */
    private Map<String, JsonNode> properties(JsonNode schema) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        collect(schema, found);
        return found;
    }

    private void collect(JsonNode schema, Map<String, JsonNode> found) {
        JsonNode resolved = resolve(schema);
        resolved.path("properties").fields().forEachRemaining(property -> {
            if (!property.getValue().isEmpty() || !found.containsKey(property.getKey())) {
                found.put(property.getKey(), property.getValue());
            }
        });
        resolved.path("oneOf").forEach(alternative -> collect(alternative, found));
        resolved.path("anyOf").forEach(alternative -> collect(alternative, found));
    }

    /** The options of which an object has at most one: its expression, data format or error handler. */
    private Set<String> alternatives(JsonNode schema) {
        Set<String> found = new TreeSet<>();
        for (JsonNode alternative : schema.path("anyOf")) {
            JsonNode resolved = resolve(alternative);
            resolved.path("oneOf").forEach(one -> {
                JsonNode object = resolve(one);
                object.path("required").forEach(required -> found.add(required.asText()));
                found.addAll(alternatives(object));
            });
            resolved.path("required").forEach(required -> found.add(required.asText()));
        }
        return found;
    }
}
