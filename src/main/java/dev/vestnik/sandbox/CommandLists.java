package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import dev.vestnik.sandbox.protocol.SandboxJson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The command lists of a bot, by scope and language. */
public final class CommandLists {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,32}");
    private static final int MAX_COMMANDS = 100;
    private static final int MAX_DESCRIPTION = 256;

    private final Map<Key, JsonNode> lists = new ConcurrentHashMap<>();

    private record Key(JsonNode scope, String language) {}

    public void set(@Nullable JsonNode scope, String language, JsonNode list) throws ApiRefusal {
        if (list.size() > MAX_COMMANDS) {
            throw ApiRefusal.badRequest("BOT_COMMANDS_TOO_MUCH");
        }
        for (JsonNode command : list) {
            if (!NAME.matcher(command.path("command").asText()).matches()) {
                throw ApiRefusal.badRequest("BOT_COMMAND_INVALID");
            }
            String description = command.path("description").asText();
            if (description.isBlank() || description.length() > MAX_DESCRIPTION) {
                throw ApiRefusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }
        lists.put(new Key(scope(scope), language), list);
    }

    public void remove(@Nullable JsonNode scope, String language) {
        lists.remove(new Key(scope(scope), language));
    }

    public JsonNode get(@Nullable JsonNode scope, String language) {
        JsonNode list = lists.get(new Key(scope(scope), language));
        return list == null ? SandboxJson.MAPPER.createArrayNode() : list;
    }

    /** The list shown in a chat to a person with this language: the narrower scope first, then the list of the language. */
    public JsonNode shownTo(@Nullable String language, long chat, boolean group) {
        ArrayNode nothing = SandboxJson.MAPPER.createArrayNode();
        List<JsonNode> scopes = List.of(
                SandboxJson.object().put("type", "chat").set("chat_id", number(chat)),
                SandboxJson.object().put("type", group ? "all_group_chats" : "all_private_chats"),
                scope(null));
        for (JsonNode scope : scopes) {
            for (String code : new String[] {language == null ? "" : language.split("-", 2)[0], ""}) {
                JsonNode list = get(scope, code);
                if (!list.isEmpty()) {
                    return list;
                }
            }
        }
        return nothing;
    }

    /** As it is read from JSON, where a small number has another type. */
    private static JsonNode number(long chat) {
        return chat == (int) chat ? IntNode.valueOf((int) chat) : LongNode.valueOf(chat);
    }

    private static JsonNode scope(@Nullable JsonNode scope) {
        return scope == null ? SandboxJson.object().put("type", "default") : scope;
    }
}
