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
        return goOn(Script.DRAIN.number(
                endpoint.connections().shared(),
                new String[] {list, endpoint.getConfiguration().streamKey()},
                new Args().add(endpoint.getConfiguration().getDrainLimit())));
    }

    /** The rest of {@link #moveAll}, where the first script is under way. */
    CompletableFuture<Long> goOn(CompletableFuture<Long> first) {
        return first.thenCompose(moved -> moved < endpoint.getConfiguration().getDrainLimit()
                ? CompletableFuture.completedFuture(moved)
                : CompletableFuture.supplyAsync(
                                this::moveAll, endpoint.getComponent().callbacks())
                        .thenCompose(rest -> rest)
                        .thenApply(rest -> moved + rest));
    }
}
