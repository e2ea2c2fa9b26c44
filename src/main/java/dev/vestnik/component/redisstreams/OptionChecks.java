package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration.Operation;
import io.lettuce.core.cluster.RedisClusterClient;
import java.util.regex.Pattern;

/** Checks the options of an endpoint before it starts. */
final class OptionChecks {
    private static final Pattern HASH_TAG = Pattern.compile("\\{[^}]+}");

    private OptionChecks() {}

    static void checkConsumer(RedisStreamsConfiguration options) {
        String where = "redis-streams:" + options.getStream() + ": ";
        if (options.getOperation() == Operation.drain) {
            checkDrain(where, options);
            check(options.getGroup() == null, where + "operation=drain reads a list, so it has no group");
            between(where, "block", options.getBlock(), 100, 60_000);
            return;
        }
        boolean grouped = options.getGroup() != null && !options.getGroup().isBlank();
        check(options.isKeyed() || grouped, where + "a consumer needs group=<name> or keyed=true");
        check(!options.isKeyed() || !grouped, where + "group and keyed=true exclude each other");
        check(
                !options.isKeyed() || options.getLease() == null,
                where + "lease is for groups; each key has a lease of its own");
        check(
                !options.isKeyed() || options.getRetention() == 0,
                where + "retention is for groups; a keyed stream keeps nothing that is done");
        check(options.getRetention() >= 0, where + "retention is negative, right is 0 or more");
        check(options.getDeadRetention() >= 0, where + "deadRetention is negative, right is 0 or more");
        between(where, "batchSize", options.getBatchSize(), 1, 1_000);
        between(where, "maxInFlight", options.getMaxInFlight(), 1, 10_000);
        between(where, "maxDeliveries", options.getMaxDeliveries(), 1, 1_000);
        between(where, "visibility", options.getVisibility(), 100, 86_400_000);
        between(where, "leaseTime", options.getLeaseTime(), 300, 600_000);
        between(where, "block", options.getBlock(), 100, 60_000);
        between(where, "backoff", options.getBackoff(), 1, 86_400_000);
        between(where, "maxBackoff", options.getMaxBackoff(), options.getBackoff(), 86_400_000);
        options.parsedRate();
        checkSlot(where, options);
    }

    static void checkProducer(RedisStreamsConfiguration options) {
        String where = "redis-streams:" + options.getStream() + ": ";
        checkSlot(where, options);
        between(where, "maxLen", options.getMaxLen(), 0, Long.MAX_VALUE);
        boolean added = options.getOperation() == Operation.add && !options.isSettle();
        boolean keyed = options.isKeyed() || options.getKey() != null;
        check(
                options.getMaxLen() == 0 || (added && !keyed),
                where
                        + "maxLen is for streams that are written to at once: neither keyed, nor drained into, nor settled");
        check(
                options.getDeduplication() == 0 || (added && keyed),
                where + "deduplication is for keyed streams that are written to at once");
        between(where, "deduplication", options.getDeduplication(), 0, 31_622_400_000L);
        if (options.getOperation() == Operation.drain) {
            checkDrain(where, options);
        }
    }

    private static void checkDrain(String where, RedisStreamsConfiguration options) {
        check(options.getList() != null, where + "operation=drain needs list=<name>");
        check(!options.isKeyed() && !options.isSettle(), where + "operation=drain is neither keyed nor settled");
        between(where, "drainLimit", options.getDrainLimit(), 1, 100_000);
    }

    private static void checkSlot(String where, RedisStreamsConfiguration options) {
        boolean cluster = options.isCluster() || options.getClient() instanceof RedisClusterClient;
        check(
                !cluster || HASH_TAG.matcher(options.streamKey()).find(),
                where + "in a Redis Cluster the keyPrefix, or the name of the stream, needs a hash tag such as {bot}");
    }

    private static void between(String where, String name, long value, long least, long most) {
        check(value >= least && value <= most, where + name + " is " + value + ", right is " + least + " to " + most);
    }

    private static void check(boolean right, String sentence) {
        if (!right) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
