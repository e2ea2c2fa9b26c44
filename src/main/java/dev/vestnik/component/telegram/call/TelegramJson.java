package dev.vestnik.component.telegram.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON mapper for the Bot API. Internal to the component. */
public final class TelegramJson {
    /** Ignores unknown fields, since Telegram adds fields at any time; omits nulls. */
    public static final ObjectMapper MAPPER = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL);

    private TelegramJson() {}

    /**
     * Converts a value to a JSON object.
     *
     * @param name the value's name in the exception
     * @throws IllegalArgumentException if Jackson cannot write the value, or not as an object
     */
    public static ObjectNode object(String name, Object value) {
        try {
            if (MAPPER.valueToTree(value) instanceof ObjectNode object) {
                return object;
            }
        } catch (IllegalArgumentException failure) {
            String reason = failure.getCause() instanceof JsonProcessingException json
                    ? json.getOriginalMessage()
                    : failure.getClass().getSimpleName();
            throw new IllegalArgumentException(name + " cannot be written as JSON: " + reason);
        }
        throw new IllegalArgumentException(name + " cannot be written as a JSON object");
    }
}
