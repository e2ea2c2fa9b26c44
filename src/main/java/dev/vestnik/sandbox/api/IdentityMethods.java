package dev.vestnik.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.vestnik.sandbox.ApiObjects;
import dev.vestnik.sandbox.SandboxBot;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import dev.vestnik.sandbox.protocol.SandboxJson;
import java.util.Map;

/** The Bot API methods for the bot itself, its chats and its commands. */
final class IdentityMethods {
    private IdentityMethods() {}

    static Map<String, ApiMethod> methods() {
        return Map.of(
                "getMe",
                        (bot, arguments) -> ApiObjects.bot(bot)
                                .put("can_join_groups", true)
                                .put("can_read_all_group_messages", true)
                                .put("supports_inline_queries", false),
                "getChat", (bot, arguments) -> ApiObjects.chat(bot, SendMethods.target(bot, arguments)),
                "setMyCommands", IdentityMethods::setCommands,
                "deleteMyCommands", IdentityMethods::deleteCommands,
                "getMyCommands",
                        (bot, arguments) ->
                                bot.commands().get(arguments.structure("scope"), arguments.text("language_code", "")));
    }

    private static JsonNode setCommands(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        JsonNode list = arguments.structure("commands");
        if (list == null || !list.isArray()) {
            throw ApiRefusal.badRequest("parameter \"commands\" is required");
        }
        bot.commands().set(arguments.structure("scope"), arguments.text("language_code", ""), list);
        return changed(bot);
    }

    private static JsonNode deleteCommands(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        bot.commands().remove(arguments.structure("scope"), arguments.text("language_code", ""));
        return changed(bot);
    }

    private static JsonNode changed(SandboxBot bot) {
        bot.changes().publish(() -> SandboxJson.object().put("type", "commands"));
        return BooleanNode.TRUE;
    }
}
