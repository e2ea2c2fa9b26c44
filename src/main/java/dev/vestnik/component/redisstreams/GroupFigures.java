package dev.vestnik.component.redisstreams;

import io.lettuce.core.Range;
import io.lettuce.core.models.stream.PendingMessages;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How a group stands, as Redis says. -1 is what is not known.
 *
 * @param lag entries of the stream that it has not read yet
 * @param pending entries that it has read and not acknowledged
 * @param oldestPending how long ago the oldest of these was written, in ms by this machine's clock; 0 if there is none
 * @param dead dead letters of the stream
 */
record GroupFigures(long lag, long pending, long oldestPending, long dead) {
    static final GroupFigures UNKNOWN = new GroupFigures(-1, -1, -1, -1);

    static CompletionStage<GroupFigures> ask(Connections connections, GroupStream keys) {
        var redis = connections.shared();
        CompletableFuture<List<Object>> groups =
                redis.xinfoGroups(keys.stream()).toCompletableFuture().exceptionally(noStream -> List.of());
        CompletableFuture<PendingMessages> pending = redis.xpending(keys.stream(), keys.group())
                .toCompletableFuture()
                .exceptionally(noGroup -> new PendingMessages(-1, Range.unbounded(), Map.of()));
        return redis.xlen(keys.dead())
                .toCompletableFuture()
                .thenCombine(groups, (dead, rows) -> new GroupFigures(GroupInfo.lag(rows, keys.group()), -1, -1, dead))
                .thenCombine(
                        pending,
                        (figures, messages) -> new GroupFigures(
                                figures.lag(),
                                messages.getCount(),
                                GroupInfo.age(messages, System.currentTimeMillis()),
                                figures.dead()));
    }
}
