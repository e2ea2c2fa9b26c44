package dev.vestnik.component.redisstreams;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A key that is this consumer's for a while, and what it was given of it. */
final class KeyLease {
    final String key;
    final List<Entry> entries;
    final int failures;
    final int crashes;
    final int deliveries;
    final int singles;
    private volatile String token;

    private KeyLease(
            String key, String token, List<Entry> entries, int failures, int crashes, int deliveries, int singles) {
        this.key = key;
        this.token = token;
        this.entries = entries;
        this.failures = failures;
        this.crashes = crashes;
        this.deliveries = deliveries;
        this.singles = singles;
    }

    /** Reads what keyed-take returns of a key. */
    static KeyLease of(List<Object> reply) {
        int failures = Reply.number(reply.get(2));
        int crashes = Reply.number(reply.get(3));
        int deliveries = Reply.number(reply.get(4));
        int singles = Reply.number(reply.get(5));
        List<Entry> entries = new ArrayList<>();
        for (Object row : Reply.list(reply.get(6))) {
            List<Object> entry = Reply.list(row);
            Map<String, byte[]> fields = Reply.fields(entry.get(1));
            entries.add(new Entry(Reply.text(entry.get(0)), fields, deliveries + 1, failures));
        }
        return new KeyLease(
                Reply.text(reply.get(0)),
                Reply.text(reply.get(1)),
                List.copyOf(entries),
                failures,
                crashes,
                deliveries,
                singles);
    }

    String token() {
        return token;
    }

    /**
     * Goes on under a newer lease of the same key: this consumer could not renew in time, and got the key once more while
     * it was still working on it.
     */
    void adopt(KeyLease newer) {
        token = newer.token();
    }

    /** What the script keeps about the head of the key, to be read by keyed-take; empty for nothing. */
    static String state(int failures, int deliveries, int singles) {
        return failures == 0 && deliveries == 0 && singles <= 0
                ? ""
                : failures + " 0 " + deliveries + " " + Math.max(0, singles);
    }
}
