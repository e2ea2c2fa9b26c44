package dev.vestnik.sandbox;

import dev.vestnik.sandbox.chat.SandboxMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The most recent successful calls of a bot that sent or edited a message, in order. */
public final class CallJournal {
    /**
     * One accepted call.
     *
     * @param number 1, 2, 3, … without gaps
     * @param at epoch milliseconds
     * @param method {@code sendMessage}, {@code sendDocument}, {@code editMessageText}, …
     * @param text without markup; the caption of a document
     */
    public record Entry(long number, long at, String method, long chat, int message, String text, boolean silent) {}

    private final int capacity;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;

    CallJournal(int capacity) {
        this.capacity = capacity;
    }

    public synchronized void add(long at, String method, long chat, SandboxMessage message) {
        entries.addLast(new Entry(++last, at, method, chat, message.id(), message.text(), message.silent()));
        if (entries.size() > capacity) {
            entries.removeFirst();
        }
    }

    /** Up to {@code limit} of the entries still kept whose number is above {@code number}, oldest first. */
    public synchronized List<Entry> after(long number, int limit) {
        List<Entry> found = new ArrayList<>();
        if (number >= last) {
            return found;
        }
        Iterator<Entry> each = entries.iterator();
        while (each.hasNext() && found.size() < limit) {
            Entry entry = each.next();
            if (entry.number() > number) {
                found.add(entry);
            }
        }
        return found;
    }

    /** The number of entries added since the last reset. */
    public synchronized long last() {
        return last;
    }

    synchronized void reset() {
        entries.clear();
        last = 0;
    }
}
