package dev.vestnik.component.redisstreams.group;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.client.GroupKeys;
import dev.vestnik.component.redisstreams.work.ConsumerCounters;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the consumers of a group that are gone, if this is wanted, having taken over what they had pending. */
final class ConsumerSweep {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerSweep.class);

    /** At the start, and once more when the names of those that ended shortly before it have expired, too. */
    private static final int SWEEPS = 2;

    private final GroupKeys keys;
    private final GroupReader reader;
    private final PendingEntries pending;
    private final ConsumerCounters counters;
    private final Duration pause;
    private int left;
    private long next = System.nanoTime();

    ConsumerSweep(
            RedisStreamsConfiguration options,
            GroupKeys keys,
            GroupReader reader,
            PendingEntries pending,
            ConsumerCounters counters) {
        this.keys = keys;
        this.reader = reader;
        this.pending = pending;
        this.counters = counters;
        this.pause = Duration.ofMillis(options.getLeaseTime());
        this.left = options.isFlushConsumers() ? SWEEPS : 0;
    }

    /**
     * Does so if it is time.
     *
     * @param consumer takes over
     * @param idleOnly while another consumer holds the lease: only those that have nothing pending, since the holder takes
     * over the rest
     */
    void sweep(String consumer, boolean idleOnly) throws Exception {
        if (left == 0 || System.nanoTime() - next < 0) {
            return;
        }
        int[] result = reader.sweep(consumer, idleOnly);
        left--;
        next = System.nanoTime() + pause.toNanos();
        counters.claimed.add(result[1]);
        pending.recheck();
        if (result[0] > 0) {
            LOG.info("{}: removed {} consumer(s), took over {} entries", keys.stream(), result[0], result[1]);
        }
    }
}
