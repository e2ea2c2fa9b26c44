package dev.vestnik.sandbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters of one bot since the start or the last reset. */
public final class CallCounters {
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> refusals = new ConcurrentHashMap<>();
    private final Map<Long, LongAdder> messages = new ConcurrentHashMap<>();
    private final LongAdder unanswered = new LongAdder();

    public void called(String method) {
        add(calls, method);
    }

    public void refused(int code) {
        add(refusals, code);
    }

    public void sent(long chat) {
        add(messages, chat);
    }

    public void leftUnanswered() {
        unanswered.increment();
    }

    /** Calls by Bot API method, refused ones included. */
    public Map<String, Long> calls() {
        return read(calls);
    }

    /** Refused calls by error code, injected faults included. */
    public Map<Integer, Long> refusals() {
        return read(refusals);
    }

    /** Messages sent by the bot, by chat; edits are not counted. */
    public Map<Long, Long> messages() {
        return read(messages);
    }

    /** Calls that were executed but, because of a fault, not answered. */
    public long unanswered() {
        return unanswered.sum();
    }

    void reset() {
        calls.clear();
        refusals.clear();
        messages.clear();
        unanswered.reset();
    }

    private static <K> void add(Map<K, LongAdder> counts, K key) {
        LongAdder count = counts.get(key);
        if (count == null) {
            count = counts.computeIfAbsent(key, first -> new LongAdder());
        }
        count.increment();
    }

    private static <K> Map<K, Long> read(Map<K, LongAdder> counts) {
        Map<K, Long> read = new TreeMap<>();
        counts.forEach((key, count) -> read.put(key, count.sum()));
        return read;
    }
}
