package dev.vestnik.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.event.Rejection.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object. A null and an empty text count as absent; numbers and booleans count as their text. A
 * value that cannot be used is absent too, and recorded in {@link #omitted}.
 */
final class JsonFields {
    /** Characters of a value that a sentence or a message quotes; a link is quoted as far as a reader may need it. */
    private static final int MAX_QUOTED = 40;

    private static final int MAX_QUOTED_LINK = 300;

    /** Records of omitted fields; a last one, named by an ellipsis, stands for all others. */
    private static final int MAX_OMITTED = 10;

    private final ObjectNode object;
    private final Map<String, OmittedField> omitted = new LinkedHashMap<>();

    JsonFields(ObjectNode object) {
        this.object = object;
        // An event that was validated before, and read from its stored JSON.
        if (object.get("omitted") instanceof ArrayNode before) {
            before.forEach(field ->
                    omit(field.path("field").asText(""), field.path("value").asText("")));
        }
    }

    /** What could not be used, in the order in which it was read; one record for each field. */
    List<OmittedField> omitted() {
        return List.copyOf(omitted.values());
    }

    /** A text as it was sent, stripped. */
    @Nullable
    String text(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (value.isContainerNode()) {
            omit(name, value.toString());
            return null;
        }
        String text = UnicodeText.wellFormed(value.asText()).strip();
        return text.isEmpty() ? null : text;
    }

    /** @param max characters (code points) */
    @Nullable
    String text(String name, int max) {
        String text = text(name);
        if (text != null && isLonger(text, max)) {
            omit(name, text);
            return null;
        }
        return text;
    }

    /** The beginning of a text that is too long, recorded as omitted in part. */
    String beginning(String name, String text, int max) {
        if (text.length() <= max / 3) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(max);
        CharBuffer characters = CharBuffer.wrap(text);
        StandardCharsets.UTF_8.newEncoder().encode(characters, bytes, true);
        if (!characters.hasRemaining()) {
            return text;
        }
        omit(name, text.getBytes(StandardCharsets.UTF_8).length + " > " + max + " B");
        return text.substring(0, characters.position());
    }

    /** A text that has to be in a certain form. */
    <T> @Nullable T read(String name, int max, Function<String, Optional<T>> reader) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        Optional<T> value = isLonger(text, max) ? Optional.empty() : reader.apply(text);
        if (value.isEmpty()) {
            omit(name, text);
        }
        return value.orElse(null);
    }

    /** An array of texts; a single text is an array of one, and an element that is not a text counts as its JSON. */
    List<String> texts(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value.isArray() ? value : List.of(value)) {
            texts.add(UnicodeText.wellFormed(element.isContainerNode() ? element.toString() : element.asText()));
        }
        return texts;
    }

    /** An object of texts; empty if absent. */
    Map<String, String> map(String name) {
        JsonNode map = present(name);
        if (map == null) {
            return Map.of();
        }
        if (!map.isObject()) {
            omit(name, map.isArray() ? map.toString() : map.asText());
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> label : map.properties()) {
            JsonNode value = label.getValue();
            String key = UnicodeText.wellFormed(label.getKey());
            if (value.isContainerNode()) {
                omit(name + "." + quoted(key), value.toString());
            } else if (!value.isNull()) {
                texts.put(key, UnicodeText.wellFormed(value.asText()));
            }
        }
        return texts;
    }

    void omit(String field, String value) {
        if (omitted.size() == MAX_OMITTED) {
            omitted.putIfAbsent("…", new OmittedField("…", ""));
        } else if (omitted.size() < MAX_OMITTED) {
            String name = quoted(field, MAX_QUOTED);
            omitted.putIfAbsent(
                    name, new OmittedField(name, quoted(value, name.equals("url") ? MAX_QUOTED_LINK : MAX_QUOTED)));
        }
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static boolean isLonger(String text, int max) {
        return text.length() > max && text.codePointCount(0, text.length()) > max;
    }

    static RejectedException rejected(Reason reason, String field, String sentence) {
        return new RejectedException(new Rejection(reason, field, field + " " + sentence));
    }

    /** The value as a sentence quotes it: short, on one line. */
    static String quoted(String value) {
        return quoted(value, MAX_QUOTED);
    }

    private static String quoted(String value, int max) {
        String line = UnicodeText.wellFormed(value.replaceAll("\\p{Cntrl}+", " "));
        return isLonger(line, max) ? line.substring(0, line.offsetByCodePoints(0, max)) + "…" : line;
    }
}
