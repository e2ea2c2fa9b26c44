package dev.vestnik.component.redisstreams.keyed;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import io.lettuce.core.Range;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Internal to the component. Statistics of a keyed stream from Redis; -1: unknown.
 *
 * @param keys keys with entries, those in work included
 * @param due keys that are due and not leased
 * @param overdue how long the first of these has been due, in ms by this machine's clock; 0 if there is none
 * @param dead dead letters
 */
public record KeyedStats(long keys, long due, long overdue, long dead) {
    public static final KeyedStats UNKNOWN = new KeyedStats(-1, -1, -1, -1);

    public static CompletionStage<KeyedStats> read(Connections connections, KeyedKeys keys) {
        var redis = connections.sharedNow();
        long now = System.currentTimeMillis();
        CompletableFuture<Long> all = redis.zcard(keys.due()).toCompletableFuture();
        CompletableFuture<Long> due =
                redis.zcount(keys.due(), Range.create(0, now)).toCompletableFuture();
        CompletableFuture<Long> overdue = redis.zrangeWithScores(keys.due(), 0, 0)
                .thenApply(first -> first.isEmpty()
                        ? 0L
                        : Math.max(0, now - (long) first.get(0).getScore()))
                .toCompletableFuture();
        return redis.xlen(keys.dead())
                .toCompletableFuture()
                .thenCombine(all, (dead, count) -> new KeyedStats(count, -1, -1, dead))
                .thenCombine(due, (stats, count) -> new KeyedStats(stats.keys(), count, -1, stats.dead()))
                .thenCombine(overdue, (stats, first) -> new KeyedStats(stats.keys(), stats.due(), first, stats.dead()));
    }
}
