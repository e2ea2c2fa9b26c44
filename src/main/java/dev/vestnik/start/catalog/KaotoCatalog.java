package dev.vestnik.start.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An unpacked catalogue of Kaoto: {@code index.json} lists a catalogue for each runtime and version of Camel, which names the
 * file of its components. A component has, beside Camel's description, a JSON schema of its options.
 *
 * @see <a href="https://www.npmjs.com/package/@kaoto/camel-catalog">@kaoto/camel-catalog</a>
 */
final class KaotoCatalog {
    private static final String INDEX = "index.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /** @param folder the one that has index.json */
    KaotoCatalog(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds components to each catalogue that has some, in place of those of the same names: Kaoto begins with that of Camel Main,
     * whatever the project runs on.
     *
     * @param components Camel's descriptions, by name
     * @return the changed files
     * @throws IOException they cannot be read or written, or there is no such catalogue
     */
    List<Path> add(Map<String, ObjectNode> components) throws IOException {
        List<Path> changed = new ArrayList<>();
        for (JsonNode definition : read(folder.resolve(INDEX)).path("definitions")) {
            Path index = folder.resolve(definition.path("fileName").asText());
            String name = read(index).at("/catalogs/components/file").asText();
            if (!name.isEmpty()) {
                Path file = index.resolveSibling(name);
                ObjectNode known = read(file);
                components.forEach((scheme, component) -> known.set(scheme, withSchema(component)));
                Files.writeString(file, known.toString());
                changed.add(file);
            }
        }
        if (changed.isEmpty()) {
            throw new IOException(folder.resolve(INDEX) + " lists no catalogue with components.");
        }
        return changed;
    }

    private static ObjectNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file + ".");
        }
        if (JSON.readTree(file.toFile()) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException(file + " is no JSON object.");
    }

    private static ObjectNode withSchema(ObjectNode component) {
        ObjectNode schema = JSON.createObjectNode();
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.createArrayNode();
        component.path("properties").fields().forEachRemaining(option -> {
            properties.set(option.getKey(), schema(option.getValue()));
            if (option.getValue().path("required").asBoolean()) {
                required.add(option.getKey());
            }
        });
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("type", "object");
        schema.set("required", required);
        ObjectNode extended = component.deepCopy();
        extended.set("propertiesSchema", schema);
        return extended;
    }

    private static ObjectNode schema(JsonNode option) {
        String type = option.path("type").asText();
        ObjectNode schema = JSON.createObjectNode();
        schema.put("title", option.path("displayName").asText());
        schema.put("description", option.path("description").asText());
        schema.put("$comment", "group:" + option.path("group").asText());
        schema.put("type", type);
        switch (type) {
            case "enum" -> schema.put("type", "string").set("enum", option.path("enum"));
            case "duration" -> schema.put("type", "string").put("format", "duration");
            case "object" ->
                schema.put("format", "bean:" + option.path("javaType").asText());
            default -> {}
        }
        if (option.path("secret").asBoolean()) {
            schema.put("format", "password");
        }
        if (option.has("defaultValue")) {
            schema.set("default", option.path("defaultValue"));
        }
        return schema;
    }
}
