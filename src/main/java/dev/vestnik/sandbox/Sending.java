package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The methods that bring a new message into a chat. */
final class Sending {
    /** <a href="https://core.telegram.org/bots/api#sending-files">50 MB max size for other files</a>. */
    static final int MAX_FILE = 50 * 1024 * 1024;

    private Sending() {}

    static Map<String, Method> methods() {
        return Map.of(
                "sendMessage", Sending::message, "sendDocument", Sending::document, "sendChatAction", Sending::action);
    }

    private static JsonNode message(Bot bot, Arguments arguments) throws Refusal {
        Chat chat = target(bot, arguments);
        return deliver(bot, chat, "sendMessage", arguments, TextReader.text(arguments), null);
    }

    private static JsonNode document(Bot bot, Arguments arguments) throws Refusal {
        Chat chat = target(bot, arguments);
        Upload upload = arguments.files().get("document");
        String name = arguments.text("document", "");
        if (upload == null && name.startsWith("attach://")) {
            upload = arguments.files().get(name.substring("attach://".length()));
        }
        if (upload == null) {
            throw Refusal.badRequest("there is no document in the request");
        }
        if (upload.bytes().length == 0) {
            throw Refusal.badRequest("file must be non-empty");
        }
        if (upload.bytes().length > MAX_FILE) {
            throw Refusal.failure(413, "Request Entity Too Large");
        }
        Message.Document file =
                new Message.Document(UUID.randomUUID().toString(), upload.name(), upload.mediaType(), upload.bytes());
        return deliver(bot, chat, "sendDocument", arguments, TextReader.caption(arguments), file);
    }

    private static JsonNode action(Bot bot, Arguments arguments) throws Refusal {
        Chat chat = target(bot, arguments);
        String action = arguments.text("action", "");
        if (action.isEmpty()) {
            throw Refusal.badRequest("wrong parameter action in request");
        }
        bot.changes().tell(() -> Json.object()
                .put("type", "action")
                .put("chat", chat.id())
                .put("action", action));
        return BooleanNode.TRUE;
    }

    private static JsonNode deliver(
            Bot bot,
            Chat chat,
            String method,
            Arguments arguments,
            FormattedText text,
            Message.@Nullable Document document)
            throws Refusal {
        Markup markup = Markup.read(arguments, !chat.group());
        boolean silent = arguments.flag("disable_notification");
        int thread = arguments.number("message_thread_id", 0);
        pace(
                bot,
                chat.sends(),
                chat.group() ? bot.limits().group() : bot.limits().chat());
        Message sent = chat.add(id -> new Message(
                id,
                bot.id(),
                bot.now() / 1000,
                null,
                text.text(),
                text.entities(),
                markup.buttons(),
                document,
                null,
                silent,
                thread == 0 ? null : thread));
        bot.counters().sent(chat.id());
        bot.journal().add(bot.now(), method, chat.id(), sent);
        ObjectNode shape = Shapes.message(bot, chat, sent);
        bot.changes().tell(() -> change("message", chat, sent, shape));
        ObjectNode keys = markup.keys();
        if (keys != null && chat.keys(keys.isEmpty() ? null : keys)) {
            bot.changes().tell(() -> keysChanged(chat));
        }
        return shape;
    }

    static ObjectNode change(String type, Chat chat, Message message, ObjectNode shape) {
        ObjectNode change = Json.object().put("type", type).put("chat", chat.id());
        change.set("message", shape.deepCopy().put("silent", message.silent()));
        return change;
    }

    static ObjectNode keysChanged(Chat chat) {
        ObjectNode change = Json.object().put("type", "keys").put("chat", chat.id());
        change.set("keys", chat.keys());
        return change;
    }

    /** The chat that a call is about, if the bot may write there. */
    static Chat target(Bot bot, Arguments arguments) throws Refusal {
        Chat chat = named(bot, arguments);
        chat.demandOpen();
        return chat;
    }

    private static Chat named(Bot bot, Arguments arguments) throws Refusal {
        String name = arguments.text("chat_id", "");
        if (name.isBlank()) {
            throw Refusal.badRequest("chat_id is empty");
        }
        if (name.startsWith("@")) {
            throw Refusal.badRequest("chat not found");
        }
        Long id = arguments.number("chat_id");
        Chat found = id == null ? null : bot.findChat(id);
        if (found == null) {
            throw Refusal.badRequest("chat not found");
        }
        return found;
    }

    /** Takes a place in the chat's bucket and in the bot's. */
    static void pace(Bot bot, Bucket chat, Pace pace) throws Refusal {
        long wait = chat.take(pace, bot.now());
        if (wait == 0) {
            wait = bot.sends().take(bot.limits().bot(), bot.now());
        }
        if (wait > 0) {
            throw Refusal.tooMany(wait);
        }
    }
}
