package dev.vestnik.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call of the Bot API was given, in whichever of the four ways it came. In a form, numbers and objects come as
 * text, so text is read as what is asked for.
 *
 * @param values by name
 * @param files by name
 */
public record Arguments(ObjectNode values, Map<String, Upload> files) {
    /** Of a call that brought no file. */
    public static Arguments of(ObjectNode values) {
        return new Arguments(values, Map.of());
    }

    @Nullable
    String text(String name) {
        JsonNode value = values.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    boolean flag(String name) {
        String text = text(name);
        return "true".equalsIgnoreCase(text) || "1".equals(text);
    }

    @Nullable
    Long number(String name) throws Refusal {
        String text = text(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException notANumber) {
            throw Refusal.badRequest("parameter \"" + name + "\" must be a number");
        }
    }

    int number(String name, int otherwise) throws Refusal {
        Long number = number(name);
        return number == null ? otherwise : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
    }

    /** An object or an array; null where it is left out or empty. */
    @Nullable
    JsonNode structure(String name) throws Refusal {
        JsonNode value = values.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            return value;
        }
        if (value.asText().isBlank()) {
            return null;
        }
        try {
            JsonNode read = Json.MAPPER.readTree(value.asText());
            return read.isNull() ? null : read;
        } catch (JsonProcessingException notJson) {
            throw Refusal.badRequest("can't parse " + name.replace('_', ' ') + " JSON object");
        }
    }
}
