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
import dev.vestnik.sandbox.fault.TokenBucket;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import dev.vestnik.sandbox.protocol.SandboxJson;
import dev.vestnik.sandbox.protocol.UploadedFile;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The Bot API methods that send. */
final class SendMethods {
    /** <a href="https://core.telegram.org/bots/api#sending-files">50 MB max size for other files</a>. */
    static final int MAX_FILE = 50 * 1024 * 1024;

    private SendMethods() {}

    static Map<String, ApiMethod> methods() {
        return Map.of(
                "sendMessage",
                SendMethods::message,
                "sendDocument",
                SendMethods::document,
                "sendChatAction",
                SendMethods::action);
    }

    private static JsonNode message(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        SandboxChat chat = target(bot, arguments);
        return deliver(bot, chat, "sendMessage", arguments, MessageTextReader.text(arguments), null);
    }

    private static JsonNode document(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        SandboxChat chat = target(bot, arguments);
        UploadedFile upload = arguments.files().get("document");
        String name = arguments.text("document", "");
        if (upload == null && name.startsWith("attach://")) {
            upload = arguments.files().get(name.substring("attach://".length()));
        }
        if (upload == null) {
            throw ApiRefusal.badRequest("there is no document in the request");
        }
        if (upload.bytes().length == 0) {
            throw ApiRefusal.badRequest("file must be non-empty");
        }
        if (upload.bytes().length > MAX_FILE) {
            throw ApiRefusal.failure(413, "Request Entity Too Large");
        }
        SandboxMessage.Document file = new SandboxMessage.Document(
                UUID.randomUUID().toString(), upload.name(), upload.mediaType(), upload.bytes());
        return deliver(bot, chat, "sendDocument", arguments, MessageTextReader.caption(arguments), file);
    }

    private static JsonNode action(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        SandboxChat chat = target(bot, arguments);
        String action = arguments.text("action", "");
        if (action.isEmpty()) {
            throw ApiRefusal.badRequest("wrong parameter action in request");
        }
        bot.changes().publish(() -> SandboxJson.object()
                .put("type", "action")
                .put("chat", chat.id())
                .put("action", action));
        return BooleanNode.TRUE;
    }

    private static JsonNode deliver(
            SandboxBot bot,
            SandboxChat chat,
            String method,
            ApiArguments arguments,
            FormattedText text,
            SandboxMessage.@Nullable Document document)
            throws ApiRefusal {
        ReplyMarkup markup = ReplyMarkup.read(arguments, !chat.group());
        boolean silent = arguments.flag("disable_notification");
        int thread = arguments.number("message_thread_id", 0);
        if (thread != 0) {
            bot.requireTopic(chat, thread);
        }
        Integer replyTo = replyTo(chat, arguments);
        takePermit(
                bot,
                chat.sends(),
                chat.group() ? bot.limits().group() : bot.limits().chat());
        SandboxMessage sent = chat.add(id -> new SandboxMessage(
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
                thread == 0 ? null : thread,
                replyTo));
        bot.counters().sent(chat.id());
        bot.journal().add(bot.now(), method, chat.id(), sent);
        ObjectNode json = ApiObjects.message(bot, chat, sent);
        bot.changes().messageAdded(chat, sent, json);
        ObjectNode keys = markup.keys();
        if (keys != null && chat.keys(keys.isEmpty() ? null : keys)) {
            bot.changes().keysChanged(chat);
        }
        return json;
    }

    /**
     * The message that <a href="https://core.telegram.org/bots/api#replyparameters">reply_parameters</a>, or the older {@code
     * reply_to_message_id}, names; null: none, or one from before the start.
     */
    private static @Nullable Integer replyTo(SandboxChat chat, ApiArguments arguments) throws ApiRefusal {
        JsonNode parameters = arguments.structure("reply_parameters");
        int id = parameters == null
                ? arguments.number("reply_to_message_id", 0)
                : parameters.path("message_id").asInt();
        if (parameters == null && id == 0) {
            return null;
        }
        if (chat.message(id) != null) {
            return id;
        }
        boolean anyway = parameters == null
                ? arguments.flag("allow_sending_without_reply")
                : parameters.path("allow_sending_without_reply").asBoolean();
        if (anyway || chat.forgotten(id)) {
            return null;
        }
        throw ApiRefusal.badRequest("message to be replied not found");
    }

    /** The chat of the argument {@code chat_id}; refused unless the bot may write there. */
    static SandboxChat target(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        SandboxChat chat = named(bot, arguments);
        chat.requireOpen();
        return chat;
    }

    private static SandboxChat named(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        String name = arguments.text("chat_id", "");
        if (name.isBlank()) {
            throw ApiRefusal.badRequest("chat_id is empty");
        }
        if (name.startsWith("@")) {
            throw ApiRefusal.badRequest("chat not found");
        }
        Long id = arguments.number("chat_id");
        SandboxChat found = id == null ? null : bot.findChat(id);
        if (found == null) {
            throw ApiRefusal.badRequest("chat not found");
        }
        return found;
    }

    /**
     * Takes a permit from the chat's token bucket and from the bot's.
     *
     * @throws ApiRefusal 429, where one of them has none
     */
    static void takePermit(SandboxBot bot, TokenBucket chat, RateLimit limit) throws ApiRefusal {
        long wait = chat.take(limit, bot.now());
        if (wait == 0) {
            wait = bot.sends().take(bot.limits().bot(), bot.now());
        }
        if (wait > 0) {
            throw ApiRefusal.tooMany(wait);
        }
    }
}
