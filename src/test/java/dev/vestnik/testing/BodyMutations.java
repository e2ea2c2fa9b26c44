package dev.vestnik.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bodies of requests with random faults: in their bytes, and in the values of their JSON. The same seed, the same bodies. */
public final class BodyMutations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "true",
        "-",
        "1e999",
        "0.1e-999",
        "\\u0000",
        "\\ud800",
        "\n",
        "\u2028",
        "9".repeat(2_000),
        "[".repeat(1_200),
        "{\"a\":".repeat(600),
        "\u0000",
        "é",
        "\ud83d\ude00",
        "//",
        "NaN"
    };

    private final Random random;

    public BodyMutations(long seed) {
        this.random = new Random(seed);
    }

    /** A body like this one, with one to four faults. */
    public byte[] of(String body) {
        byte[] bytes = random.nextInt(3) == 0 ? body.getBytes(StandardCharsets.UTF_8) : withOtherValues(body);
        int faults = random.nextInt(4);
        for (int i = 0; i < faults && random.nextInt(3) == 0; i++) {
            bytes = withOtherBytes(bytes);
        }
        return bytes;
    }

    /** Text that is not JSON, with one to three faults in its bytes. */
    public byte[] ofText(String text) {
        return ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes with one to three faults. */
    public byte[] ofBytes(byte[] begun) {
        byte[] bytes = begun;
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = withOtherBytes(bytes);
        }
        return bytes;
    }

    private byte[] withOtherValues(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                root = replaceOne(root);
            }
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body to begin with is JSON", e);
        }
    }

    private JsonNode replaceOne(JsonNode root) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty() || random.nextInt(50) == 0) {
            return value();
        }
        JsonNode chosen = containers.get(random.nextInt(containers.size()));
        if (chosen instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(4)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "x", object.remove(name));
                default -> object.set(name, value());
            }
        } else if (chosen instanceof ArrayNode array) {
            int at = random.nextInt(array.size());
            switch (random.nextInt(4)) {
                case 0 -> array.remove(at);
                case 1 -> array.insert(at, array.get(at).deepCopy());
                default -> array.set(at, value());
            }
        }
        return root;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(14)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt());
            case 3 -> NODES.numberNode(random.nextDouble() * 1e300);
            case 4 -> NODES.textNode("");
            case 5 -> NODES.textNode("x".repeat(random.nextInt(70_000)));
            case 6 -> NODES.textNode(PIECES[random.nextInt(PIECES.length)]);
            case 7 -> NODES.arrayNode();
            case 8 -> NODES.objectNode();
            case 9 -> NODES.arrayNode().add("a").add(1).addNull();
            case 10 ->
                NODES.objectNode().put("a", "b").set("c", NODES.arrayNode().add(NODES.objectNode()));
            case 11 -> NODES.textNode("resolved");
            case 12 -> NODES.textNode("2026-13-45T99:99:99Z");
            default -> NODES.numberNode(Long.MAX_VALUE);
        };
    }

    private byte[] withOtherBytes(byte[] body) {
        if (body.length == 0) {
            return body;
        }
        int at = random.nextInt(body.length);
        int to = Math.min(body.length, at + 1 + random.nextInt(40));
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> joined(Arrays.copyOf(body, at), Arrays.copyOfRange(body, to, body.length));
            case 2 -> joined(Arrays.copyOf(body, to), Arrays.copyOfRange(body, at, body.length));
            case 3 -> {
                byte[] flipped = body.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            default ->
                joined(
                        joined(
                                Arrays.copyOf(body, at),
                                PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8)),
                        Arrays.copyOfRange(body, at, body.length));
        };
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
