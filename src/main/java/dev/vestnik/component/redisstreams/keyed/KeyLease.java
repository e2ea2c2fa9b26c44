package dev.vestnik.component.redisstreams.keyed;

import dev.vestnik.component.redisstreams.client.ScriptReply;
import dev.vestnik.component.redisstreams.client.StreamEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Internal to the component. A key that is leased to this consumer, and the entries that came with it.
 *
 * <p>The same consumer can lease the key once more while this lease is in work. If it did not renew in time, the work continues
 * under the newer lease. If the work is settled already and only the answer is outstanding, the newer lease is the next
 * work.
 */
public final class KeyLease {
    public final String key;
    public final List<StreamEntry> entries;
    final int failures;
    final int crashes;
    final int deliveries;
    final int singles;
    private final String ownerBefore;
    private String token;
    private boolean settling;
    private boolean ended;
    private @Nullable KeyLease next;

    /** The id of the first entry. */
    String firstId() {
        return entries.get(0).id();
    }

    private KeyLease(
            String key,
            String token,
            List<StreamEntry> entries,
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

    /** Reads a key from the result of keyed-poll.lua. */
    public static KeyLease of(List<Object> reply) {
        int failures = ScriptReply.number(reply.get(2));
        int crashes = ScriptReply.number(reply.get(3));
        int deliveries = ScriptReply.number(reply.get(4));
        int singles = ScriptReply.number(reply.get(5));
        List<StreamEntry> entries = new ArrayList<>();
        for (Object row : ScriptReply.list(reply.get(6))) {
            List<Object> entry = ScriptReply.list(row);
            Map<String, byte[]> fields = ScriptReply.fields(entry.get(1));
            entries.add(new StreamEntry(ScriptReply.text(entry.get(0)), fields, deliveries + 1, failures));
        }
        return new KeyLease(
                ScriptReply.text(reply.get(0)),
                ScriptReply.text(reply.get(1)),
                List.copyOf(entries),
                failures,
                crashes,
                deliveries,
                singles,
                ScriptReply.text(reply.get(7)));
    }

    /** The token under which the key is held now. */
    public synchronized String token() {
        return next == null ? token : next.token();
    }

    /** Whether the key is being settled, so that it may have another owner. */
    synchronized boolean settles() {
        return settling;
    }

    /** The token to settle with. From now on a newer lease waits for the result. */
    synchronized String settle() {
        settling = true;
        return token;
    }

    /**
     * This consumer leased the key once more. If this lease was the owner until then, nobody settled the key or had it in
     * between, and the work continues under the newer lease. Otherwise the work in progress is obsolete and must not be settled
     * under a lease that was given for other entries; the newer lease is the next work.
     *
     * @return false if this lease has ended, so that the newer lease is new work
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
     * After a settlement was refused to the old token: whether nothing was written and the settlement must be repeated under
     * the newer lease.
     */
    synchronized boolean continuesUnderNewerLease() {
        KeyLease newer = next;
        if (newer == null || !newer.ownerBefore.equals(token)) {
            return false;
        }
        token = newer.token;
        next = null;
        return true;
    }

    /** Ends this lease; returns the newer lease of the key if there is one. */
    synchronized @Nullable KeyLease end() {
        ended = true;
        return next;
    }

    /** Whether Redis keeps no state about the first entry of the key. */
    boolean isPlain() {
        return failures == 0 && crashes == 0 && deliveries == 0 && singles == 0;
    }

    /** The state that Redis keeps about the first entry of the key, as keyed-poll.lua reads it; empty for none. */
    static String state(int failures, int deliveries, int singles) {
        return failures == 0 && deliveries == 0 && singles <= 0
                ? ""
                : failures + " 0 " + deliveries + " " + Math.max(0, singles);
    }
}
