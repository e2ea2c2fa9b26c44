package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.chat.Account;
import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.protocol.SandboxJson;

/** The state of the sandbox as JSON for the control API. Messages are objects of the Bot API. */
public final class SandboxView {
    private final Sandbox sandbox;
    private final SandboxBot bot;

    public SandboxView(Sandbox sandbox, SandboxBot bot) {
        this.sandbox = sandbox;
        this.bot = bot;
    }

    public static ObjectNode object() {
        return SandboxJson.object();
    }

    /** The bot, the people and the groups. */
    public ObjectNode state() {
        ObjectNode state = SandboxJson.object();
        state.set("bot", ApiObjects.bot(bot));
        ArrayNode people = state.putArray("people");
        sandbox.accounts().forEach(account -> people.addObject()
                .put("id", account.id())
                .put("name", account.name())
                .put("phone", account.phone())
                .put("language", account.language()));
        ArrayNode groups = state.putArray("groups");
        sandbox.groups().forEach(group -> {
            ObjectNode shown = groups.addObject().put("id", group.id()).put("title", group.title());
            ArrayNode members = shown.putArray("members");
            group.members().forEach(members::add);
            ArrayNode topics = shown.putArray("topics");
            group.topics()
                    .forEach(topic -> topics.addObject().put("id", topic.id()).put("name", topic.name()));
        });
        return state;
    }

    /** One chat, with its messages above {@code after}. */
    public ObjectNode chat(SandboxChat chat, int after) {
        ObjectNode view = SandboxJson.object()
                .put("id", chat.id())
                .put("standing", chat.standing().name());
        view.set("keys", chat.keys());
        Account account = sandbox.account(chat.id());
        view.set(
                "commands", bot.commands().shownTo(account == null ? "" : account.language(), chat.id(), chat.group()));
        ArrayNode messages = view.putArray("messages");
        chat.messages(after)
                .forEach(message ->
                        messages.add(ApiObjects.message(bot, chat, message).put("silent", message.silent())));
        return view;
    }
}
