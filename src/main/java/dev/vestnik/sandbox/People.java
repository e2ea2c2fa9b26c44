package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What people do in their chats with a bot. All methods throw {@link NoSuchElementException} where there is no such
 * chat, person or message, and {@link IllegalStateException} where a Telegram client would not let them.
 */
public final class People {
    private final Sandbox sandbox;
    private final Bot bot;

    public People(Sandbox sandbox, Bot bot) {
        this.sandbox = sandbox;
        this.bot = bot;
    }

    /** Types a text. */
    public Message text(long chat, long from, String text) {
        if (text.isBlank() || text.length() > TextReader.MAX_TEXT) {
            throw new IllegalArgumentException("text: a message has 1 to " + TextReader.MAX_TEXT + " characters");
        }
        return write(chat, from, TextReader.typed(text.strip()), null);
    }

    /** Presses a key below the chat: its label is sent, or the presser's own contact. */
    public Message key(long chat, long from, String label) {
        Chat where = bot.chat(chat);
        ObjectNode keys = where.keys();
        JsonNode pressed = keys == null ? null : find(keys.path("rows"), "label", label);
        if (keys == null || pressed == null) {
            throw new IllegalStateException("no key \"" + label + "\" is shown in this chat");
        }
        Message message = pressed.path("contact").asBoolean()
                ? contact(chat, from, from)
                : write(chat, from, FormattedText.plain(label), null);
        if (keys.path("once").asBoolean() && where.keys(null)) {
            bot.changes().tell(() -> Sending.keysChanged(where));
        }
        return message;
    }

    /** Shares the contact of a person of the sandbox, oneself or another. */
    public Message contact(long chat, long from, long of) {
        Account account = demandAccount(of);
        return contact(chat, from, account.phone(), account.name(), account.id());
    }

    /**
     * Shares any contact.
     *
     * @param user whose it is; null: of somebody who is not in Telegram
     */
    public Message contact(long chat, long from, String phone, String name, @Nullable Long user) {
        return write(chat, from, FormattedText.plain(""), new Message.Contact(phone, name, user));
    }

    /**
     * Presses an inline button, found by its callback data or its label. The bot's answer arrives at the future; it
     * never does where the bot gives none.
     */
    public CompletableFuture<CallbackAnswer> press(long chat, long from, int message, String dataOrLabel) {
        Chat where = bot.chat(chat);
        Account presser = demandMember(chat, from);
        Message under = where.message(message);
        if (under == null) {
            throw new NoSuchElementException("no message " + message + " in chat " + chat);
        }
        JsonNode buttons = under.buttons() == null ? Json.MAPPER.createArrayNode() : under.buttons();
        JsonNode button = find(buttons, "callback_data", dataOrLabel);
        button = button == null ? find(buttons, "text", dataOrLabel) : button;
        if (button == null || !button.has("callback_data")) {
            throw new IllegalStateException("message " + message + " has no button \"" + dataOrLabel + "\" to press");
        }
        CompletableFuture<CallbackAnswer> answer = new CompletableFuture<>();
        ObjectNode query = Json.object().put("id", bot.callbacks().ask(answer));
        query.set("from", Shapes.person(presser));
        query.set("message", Shapes.message(bot, where, under));
        query.put("chat_instance", Long.toString(chat))
                .put("data", button.get("callback_data").asText());
        bot.updates().offer("callback_query", query);
        return answer;
    }

    /** Changes whether the bot may write here, and tells the bot, as Telegram does. */
    public void standing(long chat, Chat.Standing standing) {
        Chat where = bot.chat(chat);
        boolean was = where.standing() == Chat.Standing.OPEN;
        boolean is = standing == Chat.Standing.OPEN;
        where.standing(standing);
        bot.changes()
                .tell(() ->
                        Json.object().put("type", "standing").put("chat", chat).put("standing", standing.name()));
        if (was == is || standing == Chat.Standing.DEACTIVATED) {
            return;
        }
        Account actor = sandbox.account(chat);
        if (actor == null) {
            actor = firstMember(chat);
        }
        ObjectNode update = Json.object();
        update.set("chat", Shapes.chat(bot, where));
        if (actor != null) {
            update.set("from", Shapes.person(actor));
        }
        update.put("date", bot.now() / 1000);
        update.set("old_chat_member", membership(was));
        update.set("new_chat_member", membership(is));
        bot.updates().offer("my_chat_member", update);
    }

    /** Makes a group a supergroup, of which the answer is the id; the old id is refused from now on. */
    public long migrate(long group) {
        Group old = sandbox.group(group);
        if (old == null || old.supergroup()) {
            throw new NoSuchElementException("no group " + group + " that is not yet a supergroup");
        }
        Group raised = new Group(-1_000_000_000_000L + group, old.title(), old.members());
        sandbox.add(raised);
        bot.chat(group).migrate(raised.id());
        return raised.id();
    }

    private Message write(long chat, long from, FormattedText text, Message.@Nullable Contact contact) {
        Chat where = bot.chat(chat);
        demandMember(chat, from);
        if (where.standing() != Chat.Standing.OPEN) {
            throw new IllegalStateException("nobody can write in chat " + chat + ": the bot is shut out of it");
        }
        Message message = where.add(id -> new Message(
                id, from, bot.now() / 1000, null, text.text(), text.entities(), null, null, contact, false, null));
        ObjectNode shape = Shapes.message(bot, where, message);
        bot.changes().tell(() -> Sending.change("message", where, message, shape));
        bot.updates().offer("message", shape);
        return message;
    }

    private ObjectNode membership(boolean member) {
        ObjectNode json = Json.object().put("status", member ? "member" : "kicked");
        json.set("user", Shapes.bot(bot));
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
        Group group = sandbox.group(chat);
        List<Long> members = group == null ? List.of(chat) : group.members();
        if (!members.contains(from)) {
            throw new IllegalStateException("person " + from + " is not in chat " + chat);
        }
        return account;
    }

    private @Nullable Account firstMember(long chat) {
        Group group = sandbox.group(chat);
        return group == null || group.members().isEmpty()
                ? null
                : sandbox.account(group.members().get(0));
    }
}
