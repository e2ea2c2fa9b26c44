package dev.vestnik.sandbox.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON mapper, and the two response objects of the Bot API. */
public final class SandboxJson {
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private SandboxJson() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }

    public static byte[] success(JsonNode result) {
        ObjectNode envelope = object().put("ok", true);
        envelope.set("result", result);
        return bytes(envelope);
    }

    public static byte[] failure(ApiRefusal refusal) {
        ObjectNode envelope =
                object().put("ok", false).put("error_code", refusal.code()).put("description", refusal.description());
        if (refusal.retryAfterSeconds() != null) {
            envelope.putObject("parameters").put("retry_after", refusal.retryAfterSeconds());
        }
        if (refusal.migrateTo() != null) {
            envelope.putObject("parameters").put("migrate_to_chat_id", refusal.migrateTo());
        }
        return bytes(envelope);
    }
}
