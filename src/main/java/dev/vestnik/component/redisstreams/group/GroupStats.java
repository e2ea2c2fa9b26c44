package dev.vestnik.component.redisstreams.group;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.GroupKeys;
import io.lettuce.core.Range;
import io.lettuce.core.models.stream.PendingMessages;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Internal to the component. Statistics of a group from Redis; -1: unknown.
 *
 * @param lag entries of the stream that it has not read yet
 * @param pending entries that it has read and not acknowledged
 * @param oldestPending how long ago the oldest of these was written, in ms by this machine's clock; 0 if there is none
 * @param dead dead letters of the stream
 */
public record GroupStats(long lag, long pending, long oldestPending, long dead) {
    public static final GroupStats UNKNOWN = new GroupStats(-1, -1, -1, -1);

    public static CompletionStage<GroupStats> read(Connections connections, GroupKeys keys) {
        var redis = connections.sharedNow();
        CompletableFuture<List<Object>> groups =
                redis.xinfoGroups(keys.stream()).toCompletableFuture().exceptionally(noStream -> List.of());
        CompletableFuture<PendingMessages> pending = redis.xpending(keys.stream(), keys.group())
                .toCompletableFuture()
                .exceptionally(noGroup -> new PendingMessages(-1, Range.unbounded(), Map.of()));
        return redis.xlen(keys.dead())
                .toCompletableFuture()
                .thenCombine(groups, (dead, rows) -> new GroupStats(GroupReplies.lag(rows, keys.group()), -1, -1, dead))
                .thenCombine(
                        pending,
                        (stats, messages) -> new GroupStats(
                                stats.lag(),
                                messages.getCount(),
                                GroupReplies.age(messages, System.currentTimeMillis()),
                                stats.dead()));
    }
}
