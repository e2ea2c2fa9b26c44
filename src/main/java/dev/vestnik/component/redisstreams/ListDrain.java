package dev.vestnik.component.redisstreams;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;

/** Moves all elements of a list into a stream, by as many scripts as it takes. */
final class ListDrain {
    private final RedisStreamsEndpoint endpoint;
    private final String list;

    ListDrain(RedisStreamsEndpoint endpoint) {
        this.endpoint = endpoint;
        this.list = endpoint.getConfiguration().getKeyPrefix()
                + endpoint.getConfiguration().getList();
    }

    /** The Redis key of the list. */
    String list() {
        return list;
    }

    /** Moves what there is, and what comes meanwhile; how many elements that were. */
    CompletableFuture<Long> moveAll() {
        return move(endpoint.connections().shared());
    }

    /** As {@link #moveAll}, beginning with a script that is sent by this connection. */
    CompletableFuture<Long> move(RedisClusterAsyncCommands<String, byte[]> redis) {
        int limit = endpoint.getConfiguration().getDrainLimit();
        return Script.DRAIN
                .number(redis, new String[] {list, endpoint.getConfiguration().streamKey()}, new Args().add(limit))
                .thenCompose(moved -> moved < limit
                        ? CompletableFuture.completedFuture(moved)
                        : CompletableFuture.supplyAsync(
                                        this::moveAll, endpoint.getComponent().callbacks())
                                .thenCompose(rest -> rest)
                                .thenApply(rest -> moved + rest));
    }
}
