package dev.vestnik.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An inline keyboard as the JSON of Telegram's {@code reply_markup}. For one thread.
 *
 * @see <a href="https://core.telegram.org/bots/api#inlinekeyboardbutton">InlineKeyboardButton</a>
 */
public final class InlineButtons {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEYBOARD = "inline_keyboard";

    private final List<ArrayNode> rows = new ArrayList<>();

    /** The colour of a button, which older clients ignore. */
    public enum Style {
        NONE,
        PRIMARY,
        SUCCESS,
        DANGER
    }

    /** The buttons that follow are in a new row. */
    public InlineButtons row() {
        rows.add(JSON.createArrayNode());
        return this;
    }

    /** @param data at most 64 bytes: https://core.telegram.org/bots/api#inlinekeyboardbutton */
    public InlineButtons press(String label, String data, Style style) {
        ObjectNode button = button(label).put("callback_data", data);
        if (style != Style.NONE) {
            button.put("style", style.name().toLowerCase(Locale.ROOT));
        }
        return this;
    }

    /** A button that opens a link. */
    public InlineButtons link(String label, URI target) {
        button(label).put("url", target.toASCIIString());
        return this;
    }

    /** @param text what a press copies, 1 to 256 characters: https://core.telegram.org/bots/api#copytextbutton */
    public InlineButtons copy(String label, String text) {
        button(label).putObject("copy_text").put("text", text);
        return this;
    }

    private ObjectNode button(String label) {
        if (rows.isEmpty()) {
            row();
        }
        return rows.get(rows.size() - 1).addObject().put("text", label);
    }

    /** @return null: there are no buttons */
    public @Nullable String json() {
        ObjectNode keyboard = JSON.createObjectNode();
        ArrayNode all = keyboard.putArray(KEYBOARD);
        rows.stream().filter(row -> !row.isEmpty()).forEach(all::add);
        return all.isEmpty() ? null : keyboard.toString();
    }

    /** The same keyboard without the buttons that open a link; anything else stays as it is. */
    public static @Nullable String withoutLinks(@Nullable String keyboard) {
        if (keyboard == null) {
            return null;
        }
        try {
            JsonNode json = JSON.readTree(keyboard);
            for (JsonNode row : json.path(KEYBOARD)) {
                Iterator<JsonNode> buttons = row.elements();
                while (buttons.hasNext()) {
                    if (buttons.next().has("url")) {
                        buttons.remove();
                    }
                }
            }
            return json.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A keyboard is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
