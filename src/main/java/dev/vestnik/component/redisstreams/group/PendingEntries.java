package dev.vestnik.component.redisstreams.group;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.client.GroupKeys;
import dev.vestnik.component.redisstreams.client.StreamEntry;
import dev.vestnik.component.redisstreams.lease.LeaseGuard;
import dev.vestnik.component.redisstreams.work.ConsumerCounters;
import dev.vestnik.component.redisstreams.work.WorkSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers pending entries that the worker does not know: entries of an earlier run, entries whose answer was lost, and entries
 * that it takes over from other consumers. Used by the reading thread, except {@link #recheck}.
 */
final class PendingEntries {
    private static final Logger LOG = LoggerFactory.getLogger(PendingEntries.class);
    private static final int MOST_AT_ONCE = 500;
    private static final String BEGINNING = "0-0";

    /** The worker that the entries are for. */
    interface Target {
        /** Whether the entry is in work here or waits for a retry here. */
        boolean knows(String id);

        /** Whether nothing is in work. */
        boolean idle();

        void deliver(List<StreamEntry> entries);

        /** Moves an entry that killed its consumers too often to the dead letters. */
        void bury(List<StreamEntry> entries);
    }

    private final RedisStreamsConfiguration options;
    private final ConsumerCounters counters;
    private final WorkSignal signal;
    private final GroupKeys keys;
    private final GroupReader reader;
    private final LeaseGuard lease;
    private final PoisonDetection poison;
    private final Target target;

    /** Whether pending entries may exist that the worker does not know. */
    private volatile boolean recheck = true;

    /** The id up to which the pending entries are delivered; null: all of them. */
    private @Nullable String cursor;

    private long nextClaim = System.nanoTime();

    PendingEntries(
            RedisStreamsConfiguration options,
            ConsumerCounters counters,
            WorkSignal signal,
            GroupKeys keys,
            GroupReader reader,
            LeaseGuard lease,
            Target target) {
        this.options = options;
        this.counters = counters;
        this.signal = signal;
        this.keys = keys;
        this.reader = reader;
        this.lease = lease;
        this.poison = new PoisonDetection(options.visibilityTime(), options.getMaxDeliveries());
        this.target = target;
    }

    /** Looks at all pending entries again, with the next round. */
    void recheck() {
        recheck = true;
    }

    /** Applies {@link #recheck}; at the beginning of a round. */
    void beginRound() {
        if (recheck) {
            recheck = false;
            cursor = BEGINNING;
        }
    }

    /** Whether a suspect in work keeps other entries from being read. */
    boolean blocksReading() {
        return poison.blocksReading(target.idle());
    }

    /**
     * Delivers some pending entries.
     *
     * @param places how many exchanges may begin
     * @return false if there are none
     */
    boolean deliver(String consumer, int places) throws Exception {
        String from = cursor;
        if (from == null) {
            return false;
        }
        int count = Math.min(MOST_AT_ONCE, places * options.getBatchSize());
        List<GroupReader.Pending> rows = reader.pending(consumer, from, count);
        List<String> ids = new ArrayList<>();
        for (GroupReader.Pending row : rows) {
            if (target.knows(row.id())) {
                from = row.id();
            } else if (poison.isSuspect(row.deliveries())) {
                if (!ids.isEmpty()) {
                    break;
                }
                cursor = from;
                if (poison.mustWait(target.idle())) {
                    signal.await(Duration.ofMillis(options.getBlock()));
                } else {
                    deliverSuspect(consumer, row.id());
                }
                return true;
            } else {
                ids.add(row.id());
                from = row.id();
            }
        }
        if (!ids.isEmpty()) {
            GroupReader.Fetched fetched = fetch(consumer, ids, true, 0);
            target.deliver(fetched.entries());
            if (fetched.read() < ids.size()) {
                cursor = ids.get(fetched.read() - 1);
                return true;
            }
        }
        cursor = rows.isEmpty() ? null : from;
        return !rows.isEmpty();
    }

    private void deliverSuspect(String consumer, String id) throws Exception {
        List<StreamEntry> suspect = fetch(consumer, List.of(id), true, 0).entries();
        cursor = id;
        if (suspect.isEmpty()) {
            return;
        }
        poison.begin();
        if (poison.isPoison(suspect.get(0))) {
            target.bury(suspect);
        } else {
            target.deliver(suspect);
        }
    }

    /** Reads pending entries again; entries that were deleted meanwhile are counted as lost. */
    GroupReader.Fetched fetch(String consumer, List<String> ids, boolean countDelivery, int retries) throws Exception {
        GroupReader.Fetched fetched = reader.fetch(consumer, ids, countDelivery, retries, lease.needed());
        if (fetched.takenBack() > 0) {
            LOG.error(
                    "{}: somebody deleted the consumer {} (XGROUP DELCONSUMER) while it had entries in work; they are taken back",
                    keys.stream(),
                    consumer);
        }
        noteDeleted(fetched.gone());
        return fetched;
    }

    /** Takes over entries that other consumers did not settle in time; at intervals. */
    boolean claim(String consumer) throws Exception {
        if (System.nanoTime() - nextClaim < 0) {
            return false;
        }
        nextClaim = System.nanoTime() + options.visibilityTime().toNanos() / 2;
        return claim(consumer, options.visibilityTime());
    }

    /** Takes over all pending entries of other consumers, as the new holder of the lease. */
    void claimAll(String consumer) throws Exception {
        claim(consumer, Duration.ZERO);
        cursor = BEGINNING;
    }

    private boolean claim(String consumer, Duration idle) throws Exception {
        int[] result = reader.claim(consumer, lease, idle);
        noteDeleted(result[1]);
        counters.claimed.add(result[0]);
        if (result[0] > 0) {
            LOG.info("{}: took over {} entries from other consumers", keys.stream(), result[0]);
            cursor = BEGINNING;
        }
        return result[0] > 0;
    }

    private void noteDeleted(int entries) {
        if (entries > 0) {
            counters.deleted.add(entries);
            LOG.error(
                    "{}: {} entries were deleted before they were acknowledged, and are lost", keys.stream(), entries);
        }
    }
}
