package dev.vestnik.component.redisstreams;

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
        return moveAll(0);
    }

    private CompletableFuture<Long> moveAll(long before) {
        int limit = endpoint.getConfiguration().getDrainLimit();
        return Script.DRAIN
                .number(
                        endpoint.connections().shared(),
                        new String[] {list, endpoint.getConfiguration().streamKey()},
                        new Args().add(limit))
                .thenCompose(moved -> moved < limit
                        ? CompletableFuture.completedFuture(before + moved)
                        : CompletableFuture.supplyAsync(
                                        () -> moveAll(before + moved),
                                        endpoint.getComponent().callbacks())
                                .thenCompose(rest -> rest));
    }
}
