package dev.vestnik.component.redisstreams.client;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Internal to the component. The connection of one blocking reader; opened anew after it was lost. */
public final class ReaderConnection implements AutoCloseable {
    private final Connections connections;
    private final Duration block;
    private final String key;
    private volatile Connections.@Nullable Link link;
    private volatile long clientId = -1;

    /**
     * @param block how long one read waits
     * @param key the key that is waited for, for the log
     */
    public ReaderConnection(Connections connections, Duration block, String key) {
        this.connections = connections;
        this.block = block;
        this.key = key;
    }

    /** Whether there ever was a connection that is not closed by this side. */
    public boolean exists() {
        return link != null;
    }

    /** The connection if it is open; else null. */
    public Connections.@Nullable Link openLink() {
        Connections.Link current = link;
        return current != null && current.open() ? current : null;
    }

    /** Opens a new connection and closes the old one. */
    public Connections.Link open() throws Exception {
        Connections.Link current = connections.dedicated(block);
        close();
        link = current;
        if (current.commands() instanceof RedisAsyncCommands<String, byte[]> alone) {
            clientId = alone.clientId().get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
        return current;
    }

    /** Ends a wait without losing entries that Redis may just be handing over; another thread calls this. */
    public void interrupt() {
        connections.unblock(clientId, key);
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
