package dev.vestnik.component.redisstreams;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key that is this consumer's for a while, and what it was given of it.
 *
 * <p>The same consumer can get the key once more while this is in work: because it did not renew in time, and then this
 * goes on under the newer lease; or because this is settled already and the answer has not been seen yet, and then the newer
 * lease is the next work.
 */
final class KeyLease {
    final String key;
    final List<Entry> entries;
    final int failures;
    final int crashes;
    final int deliveries;
    final int singles;
    private final String ownerBefore;
    private String token;
    private boolean settling;
    private boolean ended;
    private @Nullable KeyLease next;

    private KeyLease(
            String key,
            String token,
            List<Entry> entries,
            int failures,
            int crashes,
            int deliveries,
            int singles,
            String ownerBefore) {
        this.key = key;
        this.token = token;
        this.entries = entries;
        this.failures = failures;
        this.crashes = crashes;
        this.deliveries = deliveries;
        this.singles = singles;
        this.ownerBefore = ownerBefore;
    }

    /** Reads what keyed-trip returns of a key. */
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
                singles,
                Reply.text(reply.get(7)));
    }

    /** The token under which the key is held now. */
    synchronized String token() {
        return next == null ? token : next.token();
    }

    /** Whether it is being settled, so that the key may be somebody else's. */
    synchronized boolean settles() {
        return settling;
    }

    /** The token to settle with. From now on a newer lease waits for what becomes of that. */
    synchronized String settle() {
        settling = true;
        return token;
    }

    /**
     * This consumer got the key once more. Where this was its owner until then, it was neither settled nor did anybody else
     * have the key in between, and the work goes on under the newer lease. Else what is in work is of no use any more, must
     * not be settled under a lease that was given for something else, and the newer lease is the next work.
     *
     * @return false where this has ended, so that the newer lease is new work
     */
    synchronized boolean followedBy(KeyLease newer) {
        if (ended) {
            return false;
        }
        if (!settling && next == null && newer.ownerBefore.equals(token)) {
            token = newer.token;
        } else {
            next = newer;
        }
        return true;
    }

    /**
     * After a settlement that was refused to the old token: whether nothing of it was written, so that it is to be repeated
     * under the newer lease.
     */
    synchronized boolean goesOn() {
        KeyLease newer = next;
        if (newer == null || !newer.ownerBefore.equals(token)) {
            return false;
        }
        token = newer.token;
        next = null;
        return true;
    }

    /** Ends this; answers the newer lease of the key if there is one. */
    synchronized @Nullable KeyLease end() {
        ended = true;
        return next;
    }

    /** Whether the script keeps nothing about the head of the key so far. */
    boolean isPlain() {
        return failures == 0 && crashes == 0 && deliveries == 0 && singles == 0;
    }

    /** What the script keeps about the head of the key, to be read by keyed-trip; empty for nothing. */
    static String state(int failures, int deliveries, int singles) {
        return failures == 0 && deliveries == 0 && singles <= 0
                ? ""
                : failures + " 0 " + deliveries + " " + Math.max(0, singles);
    }
}
