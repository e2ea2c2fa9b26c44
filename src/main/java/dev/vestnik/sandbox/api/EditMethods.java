package dev.vestnik.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.ApiObjects;
import dev.vestnik.sandbox.SandboxBot;
import dev.vestnik.sandbox.chat.FormattedText;
import dev.vestnik.sandbox.chat.MessageTextReader;
import dev.vestnik.sandbox.chat.ReplyMarkup;
import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.chat.SandboxMessage;
import dev.vestnik.sandbox.fault.RateLimit;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import dev.vestnik.sandbox.protocol.SandboxJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Bot API methods that edit or delete a message of the bot. */
final class EditMethods {
    /** <a href="https://core.telegram.org/bots/api#deletemessage">sent less than 48 hours ago</a>. */
    private static final Duration DELETABLE = Duration.ofDays(2);

    private EditMethods() {}

    static Map<String, ApiMethod> methods() {
        return Map.of(
                "editMessageText", EditMethods::text,
                "editMessageCaption", EditMethods::caption,
                "editMessageReplyMarkup", EditMethods::buttons,
                "deleteMessage", EditMethods::delete);
    }

    private static JsonNode text(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        return edit(bot, arguments, "editMessageText", MessageTextReader.text(arguments));
    }

    private static JsonNode caption(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        return edit(bot, arguments, "editMessageCaption", MessageTextReader.caption(arguments));
    }

    private static JsonNode buttons(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        return edit(bot, arguments, "editMessageReplyMarkup", null);
    }

    private static JsonNode edit(SandboxBot bot, ApiArguments arguments, String method, @Nullable FormattedText text)
            throws ApiRefusal {
        SandboxChat chat = SendMethods.target(bot, arguments);
        int id = arguments.number("message_id", 0);
        JsonNode buttons = ReplyMarkup.inline(arguments);
        SandboxMessage held = chat.message(id);
        if (held != null && held.from() != bot.id()) {
            throw ApiRefusal.badRequest("message can't be edited");
        }
        if (held != null && same(held, text, buttons)) {
            throw ApiRefusal.badRequest("message is not modified: specified new message content and reply markup are"
                    + " exactly the same as a current content and reply markup of the message");
        }
        SendMethods.takePermit(bot, chat.edits(), chat.group() ? bot.limits().group() : RateLimit.UNLIMITED);
        long now = bot.now() / 1000;
        SandboxMessage edited = chat.change(id, unknown(bot, id, now), message -> {
            FormattedText kept = text == null ? new FormattedText(message.text(), message.entities()) : text;
            return message.edited(now, kept, buttons);
        });
        if (edited == null) {
            throw ApiRefusal.badRequest("message to edit not found");
        }
        bot.journal().add(bot.now(), method, chat.id(), edited);
        ObjectNode json = ApiObjects.message(bot, chat, edited);
        bot.changes().messageEdited(chat, edited, json);
        return json;
    }

    private static JsonNode delete(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        SandboxChat chat = SendMethods.target(bot, arguments);
        int id = arguments.number("message_id", 0);
        SandboxMessage held = chat.message(id);
        long oldest = bot.now() / 1000 - DELETABLE.toSeconds();
        if (held != null && held.date() < oldest) {
            throw ApiRefusal.badRequest("message can't be deleted for everyone");
        }
        if (!chat.remove(id)) {
            throw ApiRefusal.badRequest("message to delete not found");
        }
        bot.changes().publish(() -> SandboxJson.object()
                .put("type", "deleted")
                .put("chat", chat.id())
                .put("message", id));
        return BooleanNode.TRUE;
    }

    private static boolean same(SandboxMessage held, @Nullable FormattedText text, @Nullable JsonNode buttons) {
        boolean sameText = text == null || text.equals(new FormattedText(held.text(), held.entities()));
        return sameText && Objects.equals(held.buttons(), buttons);
    }

    private static SandboxMessage unknown(SandboxBot bot, int id, long now) {
        return new SandboxMessage(id, bot.id(), now, null, "", List.of(), null, null, null, true, null, null);
    }
}
