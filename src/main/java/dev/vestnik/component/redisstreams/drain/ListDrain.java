package dev.vestnik.component.redisstreams.drain;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.StreamScript;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Internal to the component. Moves all elements of a list into a stream, by as many scripts as it takes.
 *
 * @param list the Redis key of the list
 * @param stream the Redis key of the stream
 * @param limit how many elements one script moves at most
 * @param executor runs the scripts after the first one, since that may have to connect
 */
public record ListDrain(Connections connections, String list, String stream, int limit, Executor executor) {
    /** Moves the elements that are there and those that come meanwhile; returns how many. */
    public CompletableFuture<Long> moveAll() {
        return move(connections.shared());
    }

    /** As {@link #moveAll}; the first script is sent by this connection. */
    CompletableFuture<Long> move(RedisClusterAsyncCommands<String, byte[]> redis) {
        return StreamScript.DRAIN
                .number(redis, new String[] {list, stream}, new ScriptArguments().add(limit))
                .thenCompose(moved -> moved < limit
                        ? CompletableFuture.completedFuture(moved)
                        : CompletableFuture.supplyAsync(this::moveAll, executor)
                                .thenCompose(rest -> rest)
                                .thenApply(rest -> moved + rest));
    }
}
