package dev.vestnik.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import dev.vestnik.sandbox.protocol.SandboxJson;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The validated {@code reply_markup} of a message: an inline keyboard, or a change of the reply keyboard.
 *
 * @param buttons rows of inline buttons; null: none
 * @param keys the new reply keyboard; empty object: remove it; null: leave it unchanged
 */
public record ReplyMarkup(
        @Nullable JsonNode buttons, @Nullable ObjectNode keys) {
    /** Callback data, in UTF-8 bytes: <a href="https://core.telegram.org/bots/api#inlinekeyboardbutton">1-64</a>. */
    private static final int MAX_DATA = 64;

    /** The text that a button copies: <a href="https://core.telegram.org/bots/api#copytextbutton">1-256 characters</a>. */
    private static final int MAX_COPIED = 256;

    /** Buttons of one keyboard; Telegram refuses more. */
    private static final int MAX_BUTTONS = 100;

    /** <a href="https://core.telegram.org/bots/api#inlinekeyboardbutton">danger (red), success (green) or primary (blue)</a>. */
    private static final Set<String> STYLES = Set.of("danger", "success", "primary");

    private static final ReplyMarkup NONE = new ReplyMarkup(null, null);

    public static ReplyMarkup read(ApiArguments arguments, boolean privateChat) throws ApiRefusal {
        JsonNode given = arguments.structure("reply_markup");
        if (given == null || given.isEmpty()) {
            return NONE;
        }
        if (!given.isObject()) {
            throw ApiRefusal.badRequest("object expected as reply markup");
        }
        if (given.has("inline_keyboard")) {
            return new ReplyMarkup(inline(given.get("inline_keyboard")), null);
        }
        if (given.has("keyboard")) {
            return new ReplyMarkup(null, reply((ObjectNode) given, privateChat));
        }
        if (given.path("remove_keyboard").asBoolean()) {
            return new ReplyMarkup(null, SandboxJson.object());
        }
        return NONE;
    }

    /** The inline keyboard of an edit, which allows no other markup. */
    public static @Nullable JsonNode inline(ApiArguments arguments) throws ApiRefusal {
        return read(arguments, true).buttons();
    }

    private static @Nullable JsonNode inline(JsonNode rows) throws ApiRefusal {
        ArrayNode kept = SandboxJson.MAPPER.createArrayNode();
        int buttons = 0;
        for (JsonNode row : rows(rows, "inline_keyboard")) {
            for (JsonNode button : row) {
                check(button);
                buttons++;
            }
            if (!row.isEmpty()) {
                kept.add(row);
            }
        }
        if (buttons > MAX_BUTTONS) {
            throw ApiRefusal.badRequest("REPLY_MARKUP_TOO_LONG");
        }
        return kept.isEmpty() ? null : kept;
    }

    private static void check(JsonNode button) throws ApiRefusal {
        if (button.path("text").asText().isBlank()) {
            throw ApiRefusal.badRequest("can't parse inline keyboard button: Can't find field \"text\"");
        }
        if (button.has("style") && !STYLES.contains(button.get("style").asText())) {
            throw ApiRefusal.badRequest("can't parse inline keyboard button: Invalid button style specified");
        }
        JsonNode data = button.get("callback_data");
        if (data != null && !data.isNull()) {
            int bytes = data.asText().getBytes(StandardCharsets.UTF_8).length;
            if (bytes == 0 || bytes > MAX_DATA) {
                throw ApiRefusal.badRequest("BUTTON_DATA_INVALID");
            }
        } else if (button.has("url")) {
            if (!button.get("url").asText().matches("(https?|tg)://\\S+")) {
                throw ApiRefusal.badRequest("BUTTON_URL_INVALID");
            }
        } else if (button.has("copy_text")) {
            int length = button.path("copy_text").path("text").asText().length();
            if (length == 0 || length > MAX_COPIED) {
                throw ApiRefusal.badRequest("BUTTON_COPY_TEXT_INVALID");
            }
        } else {
            throw ApiRefusal.badRequest(
                    "can't parse inline keyboard button: Text buttons are unallowed in the" + " inline keyboard");
        }
    }

    private static ObjectNode reply(ObjectNode keyboard, boolean privateChat) throws ApiRefusal {
        ObjectNode kept = SandboxJson.object();
        ArrayNode keptRows = kept.putArray("rows");
        for (JsonNode row : rows(keyboard.get("keyboard"), "keyboard")) {
            ArrayNode keptRow = keptRows.addArray();
            for (JsonNode key : row) {
                String label = key.isTextual() ? key.asText() : key.path("text").asText();
                boolean contact = key.path("request_contact").asBoolean();
                if (label.isBlank()) {
                    throw ApiRefusal.badRequest("can't parse keyboard button: Can't find field \"text\"");
                }
                if (contact && !privateChat) {
                    throw ApiRefusal.badRequest("phone number can be requested in private chats only");
                }
                keptRow.addObject().put("label", label).put("contact", contact);
            }
        }
        return kept.put("once", keyboard.path("one_time_keyboard").asBoolean())
                .put("placeholder", keyboard.path("input_field_placeholder").asText());
    }

    private static JsonNode rows(JsonNode rows, String name) throws ApiRefusal {
        if (!rows.isArray()) {
            throw ApiRefusal.badRequest("field \"" + name + "\" must be of type Array");
        }
        for (JsonNode row : rows) {
            if (!row.isArray()) {
                throw ApiRefusal.badRequest("field \"" + name + "\" must be an Array of Arrays");
            }
        }
        return rows;
    }
}
