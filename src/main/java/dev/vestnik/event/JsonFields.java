package dev.vestnik.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.event.Rejection.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object with their expected types. A null and an empty text count as absent. */
final class JsonFields {
    private static final int MAX_QUOTED = 40;

    private final ObjectNode object;

    JsonFields(ObjectNode object) {
        this.object = object;
    }

    /** @param max characters (code points) */
    @Nullable
    String text(String name, int max) throws RejectedException {
        String text = text(name);
        if (text != null && text.length() > max && text.codePointCount(0, text.length()) > max) {
            throw rejected(
                    Reason.TOO_LONG,
                    name,
                    "has " + text.codePointCount(0, text.length()) + " characters; up to " + max + " are allowed");
        }
        return text;
    }

    /** @param max bytes in UTF-8 */
    @Nullable
    String longText(String name, int max) throws RejectedException {
        String text = text(name);
        if (text != null) {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > max) {
                throw rejected(
                        Reason.TOO_LONG, name, "has " + bytes + " bytes in UTF-8; up to " + max + " are allowed");
            }
        }
        return text;
    }

    /** An array of texts; empty if absent. */
    List<String> texts(String name) throws RejectedException {
        JsonNode array = present(name);
        if (array == null) {
            return List.of();
        }
        if (!array.isArray()) {
            throw wrongType(name, array, "an array of texts");
        }
        List<String> texts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = array.get(i);
            if (!element.isTextual()) {
                throw wrongType(name + "[" + i + "]", element, "a text");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** An object of texts; numbers and booleans become text; empty if absent. */
    Map<String, String> map(String name) throws RejectedException {
        JsonNode map = present(name);
        if (map == null) {
            return Map.of();
        }
        if (!map.isObject()) {
            throw wrongType(name, map, "an object of texts");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> label : map.properties()) {
            JsonNode value = label.getValue();
            if (value.isContainerNode()) {
                throw wrongType(name + "." + quoted(label.getKey()), value, "a text");
            }
            if (!value.isNull()) {
                texts.put(label.getKey(), value.asText());
            }
        }
        return texts;
    }

    private @Nullable String text(String name) throws RejectedException {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrongType(name, value, "a text");
        }
        String text = value.textValue().strip();
        return text.isEmpty() ? null : text;
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static RejectedException wrongType(String name, JsonNode value, String expected) {
        return rejected(Reason.WRONG_TYPE, name, "is " + typeOf(value) + "; it has to be " + expected);
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "a text";
        };
    }

    static RejectedException rejected(Reason reason, String field, String sentence) {
        return new RejectedException(new Rejection(reason, field, field + " " + sentence));
    }

    /** The value as a sentence quotes it: short, on one line. */
    static String quoted(String value) {
        String line = value.replaceAll("\\p{Cntrl}+", " ");
        return line.codePointCount(0, line.length()) <= MAX_QUOTED
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_QUOTED)) + "…";
    }
}
