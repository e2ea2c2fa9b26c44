package dev.vestnik.component.redisstreams;

import io.lettuce.core.Range;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How a keyed stream stands, as Redis says. -1 is what is not known.
 *
 * @param keys keys with entries, those in work included
 * @param due keys that are due and that nobody has taken
 * @param overdue how long the first of these has been due, in ms by this machine's clock; 0 if there is none
 * @param dead dead letters
 */
record KeyedFigures(long keys, long due, long overdue, long dead) {
    static final KeyedFigures UNKNOWN = new KeyedFigures(-1, -1, -1, -1);

    static CompletionStage<KeyedFigures> ask(Connections connections, KeyedStream keys) {
        var redis = connections.shared();
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
                .thenCombine(all, (dead, count) -> new KeyedFigures(count, -1, -1, dead))
                .thenCombine(due, (figures, count) -> new KeyedFigures(figures.keys(), count, -1, figures.dead()))
                .thenCombine(
                        overdue,
                        (figures, first) -> new KeyedFigures(figures.keys(), figures.due(), first, figures.dead()));
    }
}
