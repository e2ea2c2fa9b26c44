package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lists of commands that a bot registered, by scope and language. */
public final class CommandLists {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,32}");
    private static final int MAX_COMMANDS = 100;
    private static final int MAX_DESCRIPTION = 256;

    private final Map<Key, JsonNode> lists = new ConcurrentHashMap<>();

    private record Key(JsonNode scope, String language) {}

    void set(@Nullable JsonNode scope, String language, JsonNode list) throws Refusal {
        if (list.size() > MAX_COMMANDS) {
            throw Refusal.badRequest("BOT_COMMANDS_TOO_MUCH");
        }
        for (JsonNode command : list) {
            if (!NAME.matcher(command.path("command").asText()).matches()) {
                throw Refusal.badRequest("BOT_COMMAND_INVALID");
            }
            String description = command.path("description").asText();
            if (description.isBlank() || description.length() > MAX_DESCRIPTION) {
                throw Refusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }
        lists.put(new Key(scope(scope), language), list);
    }

    void remove(@Nullable JsonNode scope, String language) {
        lists.remove(new Key(scope(scope), language));
    }

    JsonNode get(@Nullable JsonNode scope, String language) {
        JsonNode list = lists.get(new Key(scope(scope), language));
        return list == null ? Json.MAPPER.createArrayNode() : list;
    }

    /** What a person of this language is shown: the narrower scope first, the language before none. */
    public JsonNode shownTo(@Nullable String language, boolean group) {
        ArrayNode nothing = Json.MAPPER.createArrayNode();
        for (String type : new String[] {group ? "all_group_chats" : "all_private_chats", "default"}) {
            for (String code : new String[] {language == null ? "" : language.split("-", 2)[0], ""}) {
                JsonNode list = get(Json.object().put("type", type), code);
                if (!list.isEmpty()) {
                    return list;
                }
            }
        }
        return nothing;
    }

    private static JsonNode scope(@Nullable JsonNode scope) {
        return scope == null ? Json.object().put("type", "default") : scope;
    }
}
