package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One chat as one bot and the people in it see it: the last so many messages, and the keys below them. */
public final class Chat {
    /** Files of one chat beyond this are dropped with their messages, oldest first. */
    private static final long MAX_FILE_BYTES = 64L * 1024 * 1024;

    private final long id;
    private final boolean group;
    private final int capacity;
    private final int firstId;
    private final NavigableMap<Integer, Message> messages = new TreeMap<>();
    private final Bucket sends = new Bucket();
    private final Bucket edits = new Bucket();
    private int lastId;
    private long fileBytes;
    private boolean trimmed;
    private @Nullable ObjectNode keys;
    private volatile Standing standing = Standing.OPEN;
    private volatile @Nullable Long migratedTo;
    private volatile Dice dice = new Dice(Faults.NONE);

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
    Chat(long id, boolean group, int capacity, int firstId) {
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

    boolean group() {
        return group;
    }

    Bucket sends() {
        return sends;
    }

    Bucket edits() {
        return edits;
    }

    Dice dice() {
        return dice;
    }

    /** Switches faults of this chat. */
    public void faults(Faults faults) {
        dice = new Dice(faults);
    }

    /** Whether the bot may write here. */
    public Standing standing() {
        return standing;
    }

    void standing(Standing now) {
        standing = now;
    }

    void migrate(long to) {
        migratedTo = to;
    }

    /** Refuses where the bot may not write. */
    void demandOpen() throws Refusal {
        if (migratedTo != null) {
            throw Refusal.migrated(migratedTo);
        }
        if (standing != Standing.OPEN) {
            throw Refusal.forbidden(standing.reason);
        }
    }

    synchronized Message add(IntFunction<Message> make) {
        Message message = make.apply(++lastId);
        put(message);
        return message;
    }

    /**
     * Changes a message. One of before the start or beyond the capacity is no longer known here but would be to
     * Telegram, so {@code unknown} stands for it.
     */
    synchronized @Nullable Message change(int message, Message unknown, UnaryOperator<@Nullable Message> change) {
        Message held = messages.get(message);
        if (held == null && forgotten(message)) {
            held = unknown;
        }
        Message changed = held == null ? null : change.apply(held);
        if (changed != null) {
            put(changed);
        }
        return changed;
    }

    synchronized @Nullable Message message(int message) {
        return messages.get(message);
    }

    /** Whether this message existed, as far as one can know. */
    synchronized boolean remove(int message) {
        Message removed = messages.remove(message);
        fileBytes -= size(removed);
        return removed != null || forgotten(message);
    }

    /** The messages kept whose id is above {@code after}, oldest first. */
    public synchronized List<Message> messages(int after) {
        return List.copyOf(messages.tailMap(after, false).values());
    }

    /** The keys below the chat; null: none. */
    public synchronized @Nullable ObjectNode keys() {
        return keys;
    }

    /** Whether they are others than before. */
    synchronized boolean keys(@Nullable ObjectNode now) {
        boolean changed = !Objects.equals(keys, now);
        keys = now;
        return changed;
    }

    synchronized void reset() {
        messages.clear();
        fileBytes = 0;
        trimmed = false;
        keys = null;
        standing = Standing.OPEN;
        migratedTo = null;
        dice = new Dice(Faults.NONE);
        sends.reset();
        edits.reset();
    }

    private void put(Message message) {
        fileBytes += size(message) - size(messages.put(message.id(), message));
        while (messages.size() > capacity || (fileBytes > MAX_FILE_BYTES && messages.size() > 1)) {
            fileBytes -= size(messages.remove(messages.firstKey()));
            trimmed = true;
        }
    }

    private static long size(@Nullable Message message) {
        return message == null || message.document() == null
                ? 0
                : message.document().bytes().length;
    }

    private boolean forgotten(int message) {
        boolean beforeTheStart = message > 0 && message <= firstId;
        boolean beyondCapacity = trimmed && message > firstId && message < messages.firstKey();
        return beforeTheStart || beyondCapacity;
    }
}
