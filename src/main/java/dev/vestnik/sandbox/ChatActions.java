package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.chat.Account;
import dev.vestnik.sandbox.chat.FormattedText;
import dev.vestnik.sandbox.chat.MessageTextReader;
import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.chat.SandboxGroup;
import dev.vestnik.sandbox.chat.SandboxMessage;
import dev.vestnik.sandbox.protocol.SandboxJson;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The actions of people in their chats with a bot. All methods throw {@link NoSuchElementException} if the chat, person or
 * message does not exist, and {@link IllegalStateException} if a Telegram client would not offer the action.
 */
public final class ChatActions {
    private final Sandbox sandbox;
    private final SandboxBot bot;

    public ChatActions(Sandbox sandbox, SandboxBot bot) {
        this.sandbox = sandbox;
        this.bot = bot;
    }

    /** Sends a text. */
    public SandboxMessage text(long chat, long from, String text) {
        return text(chat, from, text, null, null);
    }

    /**
     * Sends a text.
     *
     * @param replyTo the message that it replies to; null: none
     * @param topic of a forum; null: none
     */
    public SandboxMessage text(long chat, long from, String text, @Nullable Integer replyTo, @Nullable Integer topic) {
        SandboxGroup group = sandbox.group(chat);
        if (topic != null && (group == null || !group.hasTopic(topic))) {
            throw new NoSuchElementException("no topic " + topic + " in chat " + chat);
        }
        if (replyTo != null && bot.chat(chat).message(replyTo) == null) {
            throw new NoSuchElementException("no message " + replyTo + " in chat " + chat);
        }
        if (text.isBlank() || text.length() > MessageTextReader.MAX_TEXT) {
            throw new IllegalArgumentException(
                    "text: a message has 1 to " + MessageTextReader.MAX_TEXT + " characters");
        }
        return write(chat, from, MessageTextReader.typed(text.strip()), null, replyTo, topic);
    }

    /** Presses a key of the reply keyboard: sends its label, or the contact of the person who presses it. */
    public SandboxMessage key(long chat, long from, String label) {
        SandboxChat where = bot.chat(chat);
        ObjectNode keys = where.keys();
        JsonNode pressed = keys == null ? null : find(keys.path("rows"), "label", label);
        if (keys == null || pressed == null) {
            throw new IllegalStateException("no key \"" + label + "\" is shown in this chat");
        }
        SandboxMessage message = pressed.path("contact").asBoolean()
                ? contact(chat, from, from)
                : write(chat, from, FormattedText.plain(label), null, null, null);
        if (keys.path("once").asBoolean() && where.keys(null)) {
            bot.changes().keysChanged(where);
        }
        return message;
    }

    /** Shares the contact of a person of the sandbox: the sender's own or another's. */
    public SandboxMessage contact(long chat, long from, long of) {
        Account account = demandAccount(of);
        return contact(chat, from, account.phone(), account.name(), account.id());
    }

    /**
     * Shares any contact.
     *
     * @param user id of the contact's Telegram user; null: not a Telegram user
     */
    public SandboxMessage contact(long chat, long from, String phone, String name, @Nullable Long user) {
        return write(chat, from, FormattedText.plain(""), new SandboxMessage.Contact(phone, name, user), null, null);
    }

    /**
     * Presses an inline button, found by its callback data or its label. The future completes with the bot's answer, if the
     * bot gives one.
     */
    public CompletableFuture<CallbackAnswer> press(long chat, long from, int message, String dataOrLabel) {
        SandboxChat where = bot.chat(chat);
        Account presser = demandMember(chat, from);
        SandboxMessage under = where.message(message);
        if (under == null) {
            throw new NoSuchElementException("no message " + message + " in chat " + chat);
        }
        JsonNode buttons = under.buttons() == null ? SandboxJson.MAPPER.createArrayNode() : under.buttons();
        JsonNode button = find(buttons, "callback_data", dataOrLabel);
        button = button == null ? find(buttons, "text", dataOrLabel) : button;
        if (button == null || !button.has("callback_data")) {
            throw new IllegalStateException("message " + message + " has no button \"" + dataOrLabel + "\" to press");
        }
        CompletableFuture<CallbackAnswer> answer = new CompletableFuture<>();
        ObjectNode query = SandboxJson.object().put("id", bot.callbacks().ask(answer));
        query.set("from", ApiObjects.person(presser));
        query.set("message", ApiObjects.message(bot, where, under));
        query.put("chat_instance", Long.toString(chat))
                .put("data", button.get("callback_data").asText());
        bot.updates().offer("callback_query", query);
        return answer;
    }

    /** Blocks or unblocks the bot in a chat, and sends it the update {@code my_chat_member}, as Telegram does. */
    public void standing(long chat, SandboxChat.Standing standing) {
        SandboxChat where = bot.chat(chat);
        boolean was = where.standing() == SandboxChat.Standing.OPEN;
        boolean is = standing == SandboxChat.Standing.OPEN;
        where.standing(standing);
        bot.changes().publish(() -> SandboxJson.object()
                .put("type", "standing")
                .put("chat", chat)
                .put("standing", standing.name()));
        if (was == is || standing == SandboxChat.Standing.DEACTIVATED) {
            return;
        }
        Account actor = sandbox.account(chat);
        if (actor == null) {
            actor = firstMember(chat);
        }
        ObjectNode update = SandboxJson.object();
        update.set("chat", ApiObjects.chat(bot, where));
        if (actor != null) {
            update.set("from", ApiObjects.person(actor));
        }
        update.put("date", bot.now() / 1000);
        update.set("old_chat_member", membership(was));
        update.set("new_chat_member", membership(is));
        bot.updates().offer("my_chat_member", update);
    }

    /** Closes a topic of a forum, or opens it again. */
    public void topic(long chat, int topic, boolean closed) {
        SandboxGroup group = sandbox.group(chat);
        if (group == null || !group.hasTopic(topic)) {
            throw new NoSuchElementException("no topic " + topic + " in chat " + chat);
        }
        bot.chat(chat).topic(topic, closed);
    }

    /**
     * Turns a group into a supergroup, of which it tells the bot, and returns its new id; calls with the old id are
     * refused from now on.
     */
    public long migrate(long group) {
        SandboxGroup old = sandbox.group(group);
        if (old == null || old.supergroup()) {
            throw new NoSuchElementException("no group " + group + " that is not yet a supergroup");
        }
        SandboxGroup raised = new SandboxGroup(-1_000_000_000_000L + group, old.title(), old.members());
        sandbox.add(raised);
        SandboxChat where = bot.chat(group);
        where.migrate(raised.id());
        ObjectNode service = SandboxJson.object().put("message_id", 1).put("date", bot.now() / 1000);
        service.set("chat", ApiObjects.chat(bot, where));
        Account actor = firstMember(group);
        if (actor != null) {
            service.set("from", ApiObjects.person(actor));
        }
        bot.updates().offer("message", service.put("migrate_to_chat_id", raised.id()));
        return raised.id();
    }

    private SandboxMessage write(
            long chat,
            long from,
            FormattedText text,
            SandboxMessage.@Nullable Contact contact,
            @Nullable Integer replyTo,
            @Nullable Integer topic) {
        SandboxChat where = bot.chat(chat);
        demandMember(chat, from);
        if (where.standing() != SandboxChat.Standing.OPEN) {
            throw new IllegalStateException("nobody can write in chat " + chat + ": the bot is blocked there");
        }
        SandboxMessage message = where.add(id -> new SandboxMessage(
                id,
                from,
                bot.now() / 1000,
                null,
                text.text(),
                text.entities(),
                null,
                null,
                contact,
                false,
                topic,
                replyTo));
        ObjectNode json = ApiObjects.message(bot, where, message);
        bot.changes().messageAdded(where, message, json);
        bot.updates().offer("message", json);
        return message;
    }

    private ObjectNode membership(boolean member) {
        ObjectNode json = SandboxJson.object().put("status", member ? "member" : "kicked");
        json.set("user", ApiObjects.bot(bot));
        if (!member) {
            json.put("until_date", 0);
        }
        return json;
    }

    private static @Nullable JsonNode find(JsonNode rows, String field, String value) {
        for (JsonNode row : rows) {
            for (JsonNode button : row) {
                if (button.path(field).asText().equals(value)) {
                    return button;
                }
            }
        }
        return null;
    }

    private Account demandAccount(long id) {
        Account found = sandbox.account(id);
        if (found == null) {
            throw new NoSuchElementException("no person " + id);
        }
        return found;
    }

    private Account demandMember(long chat, long from) {
        Account account = demandAccount(from);
        SandboxGroup group = sandbox.group(chat);
        List<Long> members = group == null ? List.of(chat) : group.members();
        if (!members.contains(from)) {
            throw new IllegalStateException("person " + from + " is not in chat " + chat);
        }
        return account;
    }

    private @Nullable Account firstMember(long chat) {
        SandboxGroup group = sandbox.group(chat);
        return group == null || group.members().isEmpty()
                ? null
                : sandbox.account(group.members().get(0));
    }
}
