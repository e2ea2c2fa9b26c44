package dev.vestnik.component.redisstreams;

import io.lettuce.core.LMoveArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for elements of a list, without taking any: the first one is moved from the head of the list to the head of the same
 * list, which is one step for Redis and changes nothing. A blocking pop would lose what it took if its client died.
 */
final class ListWatch implements AutoCloseable {
    private final Connections connections;
    private final String list;
    private final Duration block;
    private Connections.@Nullable Link link;
    private volatile long clientId = -1;

    /** @param block how long one look waits */
    ListWatch(Connections connections, String list, Duration block) {
        this.connections = connections;
        this.list = list;
        this.block = block;
    }

    /**
     * Moves the elements as soon as there is one: Redis does it when the wait ends, and is not asked again.
     *
     * @param current as {@link #connected} gives it
     * @return how many were moved; 0 where there were none for the block time, or another one was quicker
     */
    CompletableFuture<Long> moved(Connections.Link current, ListDrain drain) {
        var unused = current.commands().blmove(list, list, LMoveArgs.Builder.leftLeft(), block.toMillis() / 1_000.0);
        return drain.move(current.commands());
    }

    /** The connection of this watch, made where there is none. */
    Connections.Link connected() throws Exception {
        Connections.Link current = link;
        if (current != null && current.open()) {
            return current;
        }
        close();
        current = connections.dedicated(block);
        link = current;
        if (current.commands() instanceof RedisAsyncCommands<String, byte[]> alone) {
            clientId = alone.clientId().get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
        return current;
    }

    /** Ends a wait. */
    void interrupt() {
        connections.unblock(clientId, list);
    }

    @Override
    public void close() {
        Connections.Link current = link;
        link = null;
        clientId = -1;
        if (current != null) {
            connections.release(current);
        }
    }
}
