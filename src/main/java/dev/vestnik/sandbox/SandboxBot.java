package dev.vestnik.sandbox;

import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.chat.SandboxGroup;
import dev.vestnik.sandbox.fault.FaultInjector;
import dev.vestnik.sandbox.fault.Faults;
import dev.vestnik.sandbox.fault.RateLimits;
import dev.vestnik.sandbox.fault.TokenBucket;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import dev.vestnik.sandbox.protocol.SandboxJson;
import dev.vestnik.sandbox.webhook.PushTarget;
import dev.vestnik.sandbox.webhook.WebhookPusher;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A bot: its chats, pending updates, rate limits, faults, counters and journal. */
public final class SandboxBot {
    private final long id;
    private final String name;
    private final String username;
    private final Sandbox sandbox;
    private final Map<Long, SandboxChat> chats = new ConcurrentHashMap<>();
    private final UpdateQueue updates;
    private final CallbackQueries callbacks;
    private final CommandLists commands = new CommandLists();
    private final TokenBucket sends = new TokenBucket();
    private final CallCounters counters = new CallCounters();
    private final CallJournal journal;
    private final ChangeFeed changes = new ChangeFeed();
    private volatile RateLimits limits = RateLimits.TELEGRAM;
    private volatile FaultInjector faultInjector = new FaultInjector(Faults.NONE);

    SandboxBot(long id, String name, String username, Sandbox sandbox) {
        this.id = id;
        this.name = name;
        this.username = username;
        this.sandbox = sandbox;
        this.updates = new UpdateQueue(sandbox.firstId());
        this.callbacks = new CallbackQueries(sandbox.clock());
        this.journal = new CallJournal(sandbox.settings().journal());
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

    public long now() {
        return sandbox.clock().millis();
    }

    public UpdateQueue updates() {
        return updates;
    }

    public CallbackQueries callbacks() {
        return callbacks;
    }

    /** The commands registered by {@code setMyCommands}. */
    public CommandLists commands() {
        return commands;
    }

    public TokenBucket sends() {
        return sends;
    }

    public CallCounters counters() {
        return counters;
    }

    public CallJournal journal() {
        return journal;
    }

    public ChangeFeed changes() {
        return changes;
    }

    public RateLimits limits() {
        return limits;
    }

    public void limits(RateLimits now) {
        limits = now;
    }

    public FaultInjector faultInjector() {
        return faultInjector;
    }

    public Faults faults() {
        return faultInjector.faults();
    }

    /** Sets the faults of the whole bot. */
    public void faults(Faults faults) {
        faultInjector = new FaultInjector(faults);
    }

    /** Updates are posted to this webhook from now on. */
    public void webhook(PushTarget target) {
        updates.pushTo(new WebhookPusher(target, updates, sandbox.clock()));
    }

    /**
     * The chat with a person, or of a group.
     *
     * @throws NoSuchElementException if there is no chat with this id
     */
    public SandboxChat chat(long chat) {
        SandboxChat found = findChat(chat);
        if (found == null) {
            throw new NoSuchElementException("no chat " + chat);
        }
        return found;
    }

    @Nullable
    public SandboxChat findChat(long chat) {
        SandboxChat known = chats.get(chat);
        if (known != null || !sandbox.knows(chat)) {
            return known;
        }
        return chats.computeIfAbsent(
                chat,
                first -> new SandboxChat(first, first < 0, sandbox.settings().history(), sandbox.firstId()));
    }

    /** @throws ApiRefusal if this is no topic of the group, or is closed */
    public void requireTopic(SandboxChat chat, int topic) throws ApiRefusal {
        SandboxGroup group = sandbox.group(chat.id());
        if (group != null && !group.hasTopic(topic)) {
            throw ApiRefusal.badRequest("message thread not found");
        }
        if (chat.isClosed(topic)) {
            throw ApiRefusal.badRequest("TOPIC_CLOSED");
        }
    }

    /** Refuses every call into a chat with 429 for this many seconds. */
    public void pause(SandboxChat chat, long seconds) {
        long until = now() + seconds * 1000;
        chat.sends().closeUntil(until);
        chat.edits().closeUntil(until);
    }

    /** Removes messages, counts, faults, pending updates and blocks; registered commands and the webhook stay. */
    public void reset() {
        chats.values().forEach(SandboxChat::reset);
        updates.clear();
        sends.reset();
        counters.reset();
        journal.reset();
        limits = RateLimits.TELEGRAM;
        faultInjector = new FaultInjector(Faults.NONE);
        changes.publish(() -> SandboxJson.object().put("type", "reset"));
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "Bot[id=" + id + "]";
    }
}
