package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The {@code reply_markup} of a message, checked: buttons under the message, or what happens to the keys below the
 * chat.
 *
 * @param buttons rows of inline buttons; null: none
 * @param keys what to show below the chat: a reply keyboard; empty object: take them away; null: leave them
 */
record Markup(@Nullable JsonNode buttons, @Nullable ObjectNode keys) {
    /** Callback data, in UTF-8 bytes: <a href="https://core.telegram.org/bots/api#inlinekeyboardbutton">1-64</a>. */
    private static final int MAX_DATA = 64;

    private static final Markup NONE = new Markup(null, null);

    static Markup read(Arguments arguments, boolean privateChat) throws Refusal {
        JsonNode given = arguments.structure("reply_markup");
        if (given == null || given.isEmpty()) {
            return NONE;
        }
        if (!given.isObject()) {
            throw Refusal.badRequest("object expected as reply markup");
        }
        if (given.has("inline_keyboard")) {
            return new Markup(inline(given.get("inline_keyboard")), null);
        }
        if (given.has("keyboard")) {
            return new Markup(null, reply((ObjectNode) given, privateChat));
        }
        if (given.path("remove_keyboard").asBoolean()) {
            return new Markup(null, Json.object());
        }
        return NONE;
    }

    /** The inline keyboard for an edit, which can bring no other markup. */
    static @Nullable JsonNode inline(Arguments arguments) throws Refusal {
        return read(arguments, true).buttons();
    }

    private static @Nullable JsonNode inline(JsonNode rows) throws Refusal {
        ArrayNode kept = Json.MAPPER.createArrayNode();
        for (JsonNode row : rows(rows, "inline_keyboard")) {
            for (JsonNode button : row) {
                check(button);
            }
            if (!row.isEmpty()) {
                kept.add(row);
            }
        }
        return kept.isEmpty() ? null : kept;
    }

    private static void check(JsonNode button) throws Refusal {
        if (button.path("text").asText().isBlank()) {
            throw Refusal.badRequest("can't parse inline keyboard button: Can't find field \"text\"");
        }
        JsonNode data = button.get("callback_data");
        if (data != null && !data.isNull()) {
            int bytes = data.asText().getBytes(StandardCharsets.UTF_8).length;
            if (bytes == 0 || bytes > MAX_DATA) {
                throw Refusal.badRequest("BUTTON_DATA_INVALID");
            }
        } else if (!button.path("url").asText().matches("(https?|tg)://\\S+") && !button.has("copy_text")) {
            throw button.has("url")
                    ? Refusal.badRequest("BUTTON_URL_INVALID")
                    : Refusal.badRequest("can't parse inline keyboard button: Text buttons are unallowed in the"
                            + " inline keyboard");
        }
    }

    private static ObjectNode reply(ObjectNode keyboard, boolean privateChat) throws Refusal {
        ObjectNode kept = Json.object();
        ArrayNode keptRows = kept.putArray("rows");
        for (JsonNode row : rows(keyboard.get("keyboard"), "keyboard")) {
            ArrayNode keptRow = keptRows.addArray();
            for (JsonNode key : row) {
                String label = key.isTextual() ? key.asText() : key.path("text").asText();
                boolean contact = key.path("request_contact").asBoolean();
                if (label.isBlank()) {
                    throw Refusal.badRequest("can't parse keyboard button: Can't find field \"text\"");
                }
                if (contact && !privateChat) {
                    throw Refusal.badRequest("phone number can be requested in private chats only");
                }
                keptRow.addObject().put("label", label).put("contact", contact);
            }
        }
        return kept.put("once", keyboard.path("one_time_keyboard").asBoolean())
                .put("placeholder", keyboard.path("input_field_placeholder").asText());
    }

    private static JsonNode rows(JsonNode rows, String name) throws Refusal {
        if (!rows.isArray()) {
            throw Refusal.badRequest("field \"" + name + "\" must be of type Array");
        }
        for (JsonNode row : rows) {
            if (!row.isArray()) {
                throw Refusal.badRequest("field \"" + name + "\" must be an Array of Arrays");
            }
        }
        return rows;
    }
}
