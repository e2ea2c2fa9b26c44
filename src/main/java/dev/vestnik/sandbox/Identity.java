package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Map;

/** The methods about the bot itself and its commands. */
final class Identity {
    private Identity() {}

    static Map<String, Method> methods() {
        return Map.of(
                "getMe",
                        (bot, arguments) -> Shapes.bot(bot)
                                .put("can_join_groups", true)
                                .put("can_read_all_group_messages", true)
                                .put("supports_inline_queries", false),
                "getChat", (bot, arguments) -> Shapes.chat(bot, Sending.target(bot, arguments)),
                "setMyCommands", Identity::setCommands,
                "deleteMyCommands", Identity::deleteCommands,
                "getMyCommands",
                        (bot, arguments) ->
                                bot.commands().get(arguments.structure("scope"), arguments.text("language_code", "")));
    }

    private static JsonNode setCommands(Bot bot, Arguments arguments) throws Refusal {
        JsonNode list = arguments.structure("commands");
        if (list == null || !list.isArray()) {
            throw Refusal.badRequest("parameter \"commands\" is required");
        }
        bot.commands().set(arguments.structure("scope"), arguments.text("language_code", ""), list);
        return changed(bot);
    }

    private static JsonNode deleteCommands(Bot bot, Arguments arguments) throws Refusal {
        bot.commands().remove(arguments.structure("scope"), arguments.text("language_code", ""));
        return changed(bot);
    }

    private static JsonNode changed(Bot bot) {
        bot.changes().tell(() -> Json.object().put("type", "commands"));
        return BooleanNode.TRUE;
    }
}
