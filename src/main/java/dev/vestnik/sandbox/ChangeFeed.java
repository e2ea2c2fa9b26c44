package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.chat.SandboxMessage;
import dev.vestnik.sandbox.protocol.SandboxJson;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Publishes the changes of a bot's chats to watchers, for instance open pages. */
public final class ChangeFeed {
    private final List<Consumer<ObjectNode>> watchers = new CopyOnWriteArrayList<>();

    /**
     * Adds a watcher, which is called on the thread that makes the change and must not block.
     *
     * @return removes the watcher
     */
    public Runnable watch(Consumer<ObjectNode> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    public void messageAdded(SandboxChat chat, SandboxMessage message, ObjectNode json) {
        publish(() -> message("message", chat, message, json));
    }

    public void messageEdited(SandboxChat chat, SandboxMessage message, ObjectNode json) {
        publish(() -> message("edited", chat, message, json));
    }

    /** Publishes the keys that are now shown below the chat. */
    public void keysChanged(SandboxChat chat) {
        publish(() -> {
            ObjectNode change = SandboxJson.object().put("type", "keys").put("chat", chat.id());
            change.set("keys", chat.keys());
            return change;
        });
    }

    /** Publishes a change; it is built only if somebody watches. */
    public void publish(Supplier<ObjectNode> change) {
        if (!watchers.isEmpty()) {
            ObjectNode made = change.get();
            watchers.forEach(watcher -> watcher.accept(made));
        }
    }

    private static ObjectNode message(String type, SandboxChat chat, SandboxMessage message, ObjectNode json) {
        ObjectNode change = SandboxJson.object().put("type", type).put("chat", chat.id());
        change.set("message", json.deepCopy().put("silent", message.silent()));
        return change;
    }
}
