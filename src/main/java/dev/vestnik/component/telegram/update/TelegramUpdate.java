package dev.vestnik.component.telegram.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * An update as Telegram sends it. Internal to the component.
 *
 * @param id {@code update_id}
 * @param kind the name of the one other field, e.g. {@code message}; empty: there is none
 * @param content the value of that field
 * @param json the whole update
 * @see <a href="https://core.telegram.org/bots/api#update">Update</a>
 */
public record TelegramUpdate(long id, String kind, JsonNode content, JsonNode json) {
    private static final String ID = "update_id";

    public static TelegramUpdate of(JsonNode json) {
        String kind = "";
        for (Iterator<String> names = json.fieldNames(); names.hasNext() && kind.isEmpty(); ) {
            String name = names.next();
            kind = name.equals(ID) ? "" : name;
        }
        JsonNode content = kind.isEmpty() ? MissingNode.getInstance() : json.path(kind);
        return new TelegramUpdate(json.path(ID).asLong(), kind, content, json);
    }

    /** The chat of the message, of the message above the pressed button, or of the changed membership; null: none. */
    public @Nullable String chatId() {
        JsonNode chat = content.at("/chat/id");
        JsonNode id = chat.isMissingNode() ? content.at("/message/chat/id") : chat;
        return id.isMissingNode() ? null : id.asText();
    }

    /** Updates with the same key must be processed in order: the chat, else the user, else the update itself. */
    public String orderingKey() {
        String chat = chatId();
        if (chat != null) {
            return chat;
        }
        JsonNode user = content.at("/from/id");
        return user.isMissingNode() ? "update-" + id : user.asText();
    }

    /** Omits the content, which is personal data. */
    @Override
    public String toString() {
        return "TelegramUpdate[id=" + id + ", kind=" + kind + "]";
    }
}
