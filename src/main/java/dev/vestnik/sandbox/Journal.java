package dev.vestnik.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** What a bot was answered {@code ok} for and people could see: the last so many entries, in order. */
public final class Journal {
    /**
     * One accepted call.
     *
     * @param number counts from 1 without gaps
     * @param at epoch milliseconds
     * @param method {@code sendMessage}, {@code sendDocument}, {@code editMessageText}, …
     * @param text without mark-up; of a document its caption
     */
    public record Entry(long number, long at, String method, long chat, int message, String text, boolean silent) {}

    private final int capacity;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;

    Journal(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(long at, String method, long chat, Message message) {
        entries.addLast(new Entry(++last, at, method, chat, message.id(), message.text(), message.silent()));
        if (entries.size() > capacity) {
            entries.removeFirst();
        }
    }

    /** Up to {@code limit} entries whose number is above {@code number}; those no longer kept are left out. */
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

    /** How many were ever added since the last reset. */
    public synchronized long last() {
        return last;
    }

    synchronized void reset() {
        entries.clear();
        last = 0;
    }
}
