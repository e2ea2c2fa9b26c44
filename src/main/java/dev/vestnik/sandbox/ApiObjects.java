package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.chat.Account;
import dev.vestnik.sandbox.chat.MessageEntity;
import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.chat.SandboxGroup;
import dev.vestnik.sandbox.chat.SandboxMessage;
import dev.vestnik.sandbox.protocol.SandboxJson;

/** Writes the sandbox's objects as the JSON objects of the Bot API. */
public final class ApiObjects {
    private ApiObjects() {}

    public static ObjectNode bot(SandboxBot bot) {
        return SandboxJson.object()
                .put("id", bot.id())
                .put("is_bot", true)
                .put("first_name", bot.name())
                .put("username", bot.username());
    }

    static ObjectNode person(Account account) {
        String[] names = account.name().split(" ", 2);
        ObjectNode json = SandboxJson.object()
                .put("id", account.id())
                .put("is_bot", false)
                .put("first_name", names[0]);
        if (names.length > 1) {
            json.put("last_name", names[1]);
        }
        if (account.language() != null) {
            json.put("language_code", account.language());
        }
        return json;
    }

    public static ObjectNode chat(SandboxBot bot, SandboxChat chat) {
        ObjectNode json = SandboxJson.object().put("id", chat.id());
        Account account = bot.sandbox().account(chat.id());
        SandboxGroup group = bot.sandbox().group(chat.id());
        if (account != null) {
            ObjectNode person = person(account);
            json.set("first_name", person.get("first_name"));
            if (person.has("last_name")) {
                json.set("last_name", person.get("last_name"));
            }
        } else if (group != null) {
            json.put("title", group.title());
            if (!group.topics().isEmpty()) {
                json.put("is_forum", true);
            }
        }
        boolean supergroup = group != null && group.supergroup();
        return json.put("type", !chat.group() ? "private" : supergroup ? "supergroup" : "group");
    }

    public static ObjectNode message(SandboxBot bot, SandboxChat chat, SandboxMessage message) {
        ObjectNode json = SandboxJson.object().put("message_id", message.id());
        Account from = bot.sandbox().account(message.from());
        json.set("from", from == null ? bot(bot) : person(from));
        json.set("chat", chat(bot, chat));
        json.put("date", message.date());
        if (message.edited() != null) {
            json.put("edit_date", message.edited());
        }
        if (message.thread() != null) {
            json.put("message_thread_id", message.thread());
            SandboxGroup forum = bot.sandbox().group(chat.id());
            if (forum != null && forum.hasTopic(message.thread())) {
                json.put("is_topic_message", true);
            }
        }
        SandboxMessage replied = message.replyTo() == null ? null : chat.message(message.replyTo());
        if (replied != null) {
            ObjectNode to = message(bot, chat, replied);
            to.remove("reply_to_message");
            json.set("reply_to_message", to);
        }
        boolean caption = message.document() != null;
        if (!message.text().isEmpty()) {
            json.put(caption ? "caption" : "text", message.text());
        }
        if (!message.entities().isEmpty()) {
            ArrayNode entities = json.putArray(caption ? "caption_entities" : "entities");
            message.entities().forEach(entity -> entities.add(entity(entity)));
        }
        if (message.document() != null) {
            json.putObject("document")
                    .put("file_id", message.document().id())
                    .put("file_unique_id", message.document().id())
                    .put("file_name", message.document().name())
                    .put("mime_type", message.document().mediaType())
                    .put("file_size", message.document().bytes().length);
        }
        if (message.contact() != null) {
            json.set("contact", contact(message.contact()));
        }
        if (message.buttons() != null) {
            json.putObject("reply_markup").set("inline_keyboard", message.buttons());
        }
        return json;
    }

    static ObjectNode entity(MessageEntity entity) {
        ObjectNode json = SandboxJson.object()
                .put("type", entity.type())
                .put("offset", entity.offset())
                .put("length", entity.length());
        if (entity.url() != null) {
            json.put("url", entity.url());
        }
        if (entity.language() != null) {
            json.put("language", entity.language());
        }
        return json;
    }

    private static ObjectNode contact(SandboxMessage.Contact contact) {
        ObjectNode json =
                SandboxJson.object().put("phone_number", contact.phone()).put("first_name", contact.name());
        if (contact.user() != null) {
            json.put("user_id", contact.user());
        }
        return json;
    }
}
