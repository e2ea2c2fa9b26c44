package dev.vestnik.sandbox.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a Bot API call. Forms carry numbers and objects as text, so text is converted to the requested type.
 *
 * @param values by name
 * @param files by name
 */
public record ApiArguments(ObjectNode values, Map<String, UploadedFile> files) {
    /** Arguments without files. */
    public static ApiArguments of(ObjectNode values) {
        return new ApiArguments(values, Map.of());
    }

    @Nullable
    public String text(String name) {
        JsonNode value = values.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    public String text(String name, String defaultValue) {
        String text = text(name);
        return text == null ? defaultValue : text;
    }

    public boolean flag(String name) {
        String text = text(name);
        return "true".equalsIgnoreCase(text) || "1".equals(text);
    }

    @Nullable
    public Long number(String name) throws ApiRefusal {
        String text = text(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException notANumber) {
            throw ApiRefusal.badRequest("parameter \"" + name + "\" must be a number");
        }
    }

    public int number(String name, int defaultValue) throws ApiRefusal {
        Long number = number(name);
        return number == null ? defaultValue : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
    }

    /** An object or an array; null if absent or empty. */
    @Nullable
    public JsonNode structure(String name) throws ApiRefusal {
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
            JsonNode read = SandboxJson.MAPPER.readTree(value.asText());
            return read.isNull() ? null : read;
        } catch (JsonProcessingException notJson) {
            throw ApiRefusal.badRequest("can't parse " + name.replace('_', ' ') + " JSON object");
        }
    }
}
