package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One bot: its chats, the updates that wait for it, its limits and faults, and what it did. */
public final class Bot {
    private final long id;
    private final String name;
    private final String username;
    private final Sandbox sandbox;
    private final Map<Long, Chat> chats = new ConcurrentHashMap<>();
    private final UpdateQueue updates;
    private final Callbacks callbacks;
    private final CommandLists commands = new CommandLists();
    private final Bucket sends = new Bucket();
    private final Counters counters = new Counters();
    private final Journal journal;
    private final Changes changes = new Changes();
    private volatile Limits limits = Limits.TELEGRAM;
    private volatile Dice dice = new Dice(Faults.NONE);
    private volatile @Nullable ObjectNode webhook;

    Bot(long id, String name, String username, Sandbox sandbox) {
        this.id = id;
        this.name = name;
        this.username = username;
        this.sandbox = sandbox;
        this.updates = new UpdateQueue(sandbox.firstId());
        this.callbacks = new Callbacks(sandbox.clock());
        this.journal = new Journal(sandbox.settings().journal());
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String username() {
        return username;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    long now() {
        return sandbox.clock().millis();
    }

    UpdateQueue updates() {
        return updates;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    /** What the bot registered by {@code setMyCommands}. */
    public CommandLists commands() {
        return commands;
    }

    Bucket sends() {
        return sends;
    }

    public Counters counters() {
        return counters;
    }

    public Journal journal() {
        return journal;
    }

    public Changes changes() {
        return changes;
    }

    public Limits limits() {
        return limits;
    }

    /** From now on. */
    public void limits(Limits now) {
        limits = now;
    }

    Dice dice() {
        return dice;
    }

    public Faults faults() {
        return dice.faults();
    }

    /** Switches faults of the whole bot. */
    public void faults(Faults faults) {
        dice = new Dice(faults);
    }

    @Nullable
    ObjectNode webhook() {
        return webhook;
    }

    void webhook(@Nullable ObjectNode now) {
        webhook = now;
    }

    /**
     * The chat with a person or of a group of the sandbox.
     *
     * @throws NoSuchElementException there is none of this id
     */
    public Chat chat(long chat) {
        Chat found = findChat(chat);
        if (found == null) {
            throw new NoSuchElementException("no chat " + chat);
        }
        return found;
    }

    @Nullable
    Chat findChat(long chat) {
        Chat known = chats.get(chat);
        if (known != null || !sandbox.knows(chat)) {
            return known;
        }
        return chats.computeIfAbsent(
                chat, first -> new Chat(first, first < 0, sandbox.settings().history(), sandbox.firstId()));
    }

    /** Shuts a chat: every call into it is refused with 429 for so many seconds. */
    public void shut(Chat chat, long seconds) {
        long until = now() + seconds * 1000;
        chat.sends().shut(until);
        chat.edits().shut(until);
    }

    /** As new: no messages, counts, faults or waiting updates, nobody has blocked it; what it registered stays. */
    public void reset() {
        chats.values().forEach(Chat::reset);
        updates.clear();
        sends.reset();
        counters.reset();
        journal.reset();
        limits = Limits.TELEGRAM;
        dice = new Dice(Faults.NONE);
        changes.tell(() -> Json.object().put("type", "reset"));
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "Bot[id=" + id + "]";
    }
}
