package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the control API shows of a bot's world. Messages have the Bot API's shape. */
public final class View {
    private final Sandbox sandbox;
    private final Bot bot;

    public View(Sandbox sandbox, Bot bot) {
        this.sandbox = sandbox;
        this.bot = bot;
    }

    public static ObjectNode object() {
        return Json.object();
    }

    /** The bot, the people and the groups. */
    public ObjectNode state() {
        ObjectNode state = Json.object();
        state.set("bot", Shapes.bot(bot));
        ArrayNode people = state.putArray("people");
        sandbox.accounts().forEach(account -> people.addObject()
                .put("id", account.id())
                .put("name", account.name())
                .put("phone", account.phone())
                .put("language", account.language()));
        ArrayNode groups = state.putArray("groups");
        sandbox.groups().forEach(group -> {
            ArrayNode members = groups.addObject()
                    .put("id", group.id())
                    .put("title", group.title())
                    .putArray("members");
            group.members().forEach(members::add);
        });
        return state;
    }

    /** One chat, with its messages above {@code after}. */
    public ObjectNode chat(Chat chat, int after) {
        ObjectNode view = Json.object()
                .put("id", chat.id())
                .put("standing", chat.standing().name());
        view.set("keys", chat.keys());
        Account account = sandbox.account(chat.id());
        view.set("commands", bot.commands().shownTo(account == null ? "" : account.language(), chat.group()));
        ArrayNode messages = view.putArray("messages");
        chat.messages(after)
                .forEach(message ->
                        messages.add(Shapes.message(bot, chat, message).put("silent", message.silent())));
        return view;
    }
}
