package dev.vestnik.sandbox.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.fault.FaultInjector;
import dev.vestnik.sandbox.fault.Faults;
import dev.vestnik.sandbox.fault.TokenBucket;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A chat with a bot: its most recent messages and its reply keyboard. */
public final class SandboxChat {
    /** The most bytes of files kept; beyond it the oldest messages are dropped. */
    private static final long MAX_FILE_BYTES = 64L * 1024 * 1024;

    private final long id;
    private final boolean group;
    private final int capacity;
    private final int firstId;
    private final NavigableMap<Integer, SandboxMessage> messages = new TreeMap<>();
    private final Set<Integer> closedTopics = ConcurrentHashMap.newKeySet();
    private final TokenBucket sends = new TokenBucket();
    private final TokenBucket edits = new TokenBucket();
    private int lastId;
    private long fileBytes;
    private boolean trimmed;
    private @Nullable ObjectNode keys;
    private volatile Standing standing = Standing.OPEN;
    private volatile @Nullable Long migratedTo;
    private volatile FaultInjector faultInjector = new FaultInjector(Faults.NONE);

    /** Whether the bot may write here. */
    public enum Standing {
        OPEN(""),
        BLOCKED("bot was blocked by the user"),
        KICKED("bot was kicked from the group chat"),
        DEACTIVATED("user is deactivated");

        private final String reason;

        Standing(String reason) {
            this.reason = reason;
        }
    }

    /**
     * @param capacity how many messages are kept
     * @param firstId message ids are above it
     */
    public SandboxChat(long id, boolean group, int capacity, int firstId) {
        this.id = id;
        this.group = group;
        this.capacity = capacity;
        this.firstId = firstId;
        this.lastId = firstId;
    }

    /** Above 0 the person's id, below 0 the group's. */
    public long id() {
        return id;
    }

    public boolean group() {
        return group;
    }

    public TokenBucket sends() {
        return sends;
    }

    public TokenBucket edits() {
        return edits;
    }

    public FaultInjector faultInjector() {
        return faultInjector;
    }

    /** Sets the faults of this chat. */
    public void faults(Faults faults) {
        faultInjector = new FaultInjector(faults);
    }

    /** Whether the bot may write here. */
    public Standing standing() {
        return standing;
    }

    public void standing(Standing now) {
        standing = now;
    }

    /** Closes a topic, in which the bot may not write then, or opens it again. */
    public void topic(int topic, boolean closed) {
        if (closed) {
            closedTopics.add(topic);
        } else {
            closedTopics.remove(topic);
        }
    }

    public boolean isClosed(int topic) {
        return closedTopics.contains(topic);
    }

    public void migrate(long to) {
        migratedTo = to;
    }

    /** @throws ApiRefusal if the bot may not write here */
    public void requireOpen() throws ApiRefusal {
        if (migratedTo != null) {
            throw ApiRefusal.migrated(migratedTo);
        }
        if (standing != Standing.OPEN) {
            throw ApiRefusal.forbidden(standing.reason);
        }
    }

    public synchronized SandboxMessage add(IntFunction<SandboxMessage> make) {
        SandboxMessage message = make.apply(++lastId);
        put(message);
        return message;
    }

    /**
     * Changes a message. Telegram would still know a message from before the start or one dropped here, so {@code unknown}
     * stands for it.
     */
    public synchronized @Nullable SandboxMessage change(
            int message, SandboxMessage unknown, UnaryOperator<@Nullable SandboxMessage> change) {
        SandboxMessage held = messages.get(message);
        if (held == null && forgotten(message)) {
            held = unknown;
        }
        SandboxMessage changed = held == null ? null : change.apply(held);
        if (changed != null) {
            put(changed);
        }
        return changed;
    }

    public synchronized @Nullable SandboxMessage message(int message) {
        return messages.get(message);
    }

    /** Removes a message; returns whether it existed, or may have existed before the start. */
    public synchronized boolean remove(int message) {
        SandboxMessage removed = messages.remove(message);
        fileBytes -= size(removed);
        return removed != null || forgotten(message);
    }

    /** The messages still kept whose id is above {@code after}, oldest first. */
    public synchronized List<SandboxMessage> messages(int after) {
        return List.copyOf(messages.tailMap(after, false).values());
    }

    /** The reply keyboard; null: none. */
    public synchronized @Nullable ObjectNode keys() {
        return keys;
    }

    /** Sets the reply keyboard; returns whether it changed. */
    public synchronized boolean keys(@Nullable ObjectNode now) {
        boolean changed = !Objects.equals(keys, now);
        keys = now;
        return changed;
    }

    public synchronized void reset() {
        messages.clear();
        fileBytes = 0;
        trimmed = false;
        keys = null;
        standing = Standing.OPEN;
        migratedTo = null;
        closedTopics.clear();
        faultInjector = new FaultInjector(Faults.NONE);
        sends.reset();
        edits.reset();
    }

    private void put(SandboxMessage message) {
        fileBytes += size(message) - size(messages.put(message.id(), message));
        while (messages.size() > capacity || (fileBytes > MAX_FILE_BYTES && messages.size() > 1)) {
            fileBytes -= size(messages.remove(messages.firstKey()));
            trimmed = true;
        }
    }

    private static long size(@Nullable SandboxMessage message) {
        return message == null || message.document() == null
                ? 0
                : message.document().bytes().length;
    }

    /** Whether Telegram would know the message, but the sandbox does not: from before the start, or dropped. */
    public synchronized boolean forgotten(int message) {
        boolean beforeTheStart = message > 0 && message <= firstId;
        boolean beyondCapacity = trimmed && message > firstId && message < messages.firstKey();
        return beforeTheStart || beyondCapacity;
    }
}
