package dev.vestnik.component.redisstreams.client;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.UnblockType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal to the component. The connections to one Redis: a shared one that never blocks, and one for each blocking reader and
 * subscriber. Lettuce must not reconnect by itself, because it would repeat commands; a lost connection is replaced instead.
 */
public final class Connections implements AutoCloseable {
    public static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** After this time without an answer a command counts as failed. */
    public static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CONNECT_WAIT = Duration.ofMillis(500);

    /** A connection, and its commands for any kind of Redis. */
    public record Link(
            StatefulConnection<String, byte[]> connection, RedisClusterAsyncCommands<String, byte[]> commands)
            implements AutoCloseable {
        boolean open() {
            return connection.isOpen();
        }

        @Override
        public void close() {
            var unused = connection.closeAsync();
        }
    }

    private final AbstractRedisClient client;
    private final @Nullable ClientTransport own;
    private final ReentrantLock connecting = new ReentrantLock();
    private final Set<Link> dedicated = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Link shared;
    private volatile boolean closed;

    private Connections(AbstractRedisClient client, @Nullable ClientTransport own) {
        this.client = client;
        this.own = own;
    }

    /** Connections by a client of their own. */
    public static Connections to(String redisUri) {
        ClientTransport transport = new ClientTransport(COMMAND_TIMEOUT);
        RedisClient client = RedisClient.create(transport.resources(), uri(redisUri));
        client.setOptions(prepared(ClientOptions.builder()).build());
        return new Connections(client, transport);
    }

    /** Connections by a client of their own to the Redis Cluster that this node belongs to. */
    public static Connections toCluster(String redisUri) {
        ClientTransport transport = new ClientTransport(COMMAND_TIMEOUT);
        RedisClusterClient client = RedisClusterClient.create(transport.resources(), uri(redisUri));
        ClusterClientOptions.Builder options = ClusterClientOptions.builder();
        prepared(options);
        client.setOptions(options.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enableAllAdaptiveRefreshTriggers()
                        .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                        .build())
                .build());
        return new Connections(client, transport);
    }

    private static RedisURI uri(String redisUri) {
        RedisURI uri = RedisURI.create(redisUri);
        uri.setTimeout(COMMAND_TIMEOUT);
        return uri;
    }

    private static ClientOptions.Builder prepared(ClientOptions.Builder options) {
        return options.autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(SocketOptions.KeepAliveOptions.builder()
                                .enable()
                                .idle(Duration.ofSeconds(5))
                                .interval(Duration.ofSeconds(2))
                                .count(3)
                                .build())
                        .build());
    }

    /** Connections by a client that its maker shuts down. */
    public static Connections of(AbstractRedisClient client) {
        return new Connections(client, null);
    }

    /**
     * The commands of the shared connection, which is opened again if it was lost.
     *
     * @throws RedisConnectionException if there is no connection and none can be opened now
     */
    public RedisClusterAsyncCommands<String, byte[]> shared() {
        RedisClusterAsyncCommands<String, byte[]> open = sharedIfOpen();
        if (open != null) {
            return open;
        }
        if (closed) {
            throw new RedisConnectionException("The connection to Redis has been closed");
        }
        if (!mayConnect()) {
            throw new RedisConnectionException("Not connected to Redis");
        }
        try {
            Link now = shared;
            if (now == null || !now.open()) {
                if (now != null) {
                    shared = null;
                    now.close();
                }
                now = connect(COMMAND_TIMEOUT);
                shared = now;
            }
            return now.commands();
        } finally {
            connecting.unlock();
        }
    }

    /** As {@link #shared}, but never connects; null if there is no connection. */
    @Nullable
    public RedisClusterAsyncCommands<String, byte[]> sharedIfOpen() {
        Link current = shared;
        return current != null && current.open() ? current.commands() : null;
    }

    /**
     * As {@link #shared}, but never connects and so never waits.
     *
     * @throws RedisConnectionException if there is no connection
     */
    public RedisClusterAsyncCommands<String, byte[]> sharedNow() {
        RedisClusterAsyncCommands<String, byte[]> open = sharedIfOpen();
        if (open == null) {
            throw new RedisConnectionException("Not connected to Redis");
        }
        return open;
    }

    /** Lets one thread connect at a time; the others wait for it for a short time only. */
    private boolean mayConnect() {
        try {
            return connecting.tryLock(CONNECT_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Opens a connection for one blocking reader; the reader closes it by {@link #release}. */
    public Link dedicated(Duration block) {
        Duration longest = block.plus(COMMAND_TIMEOUT);
        if (own != null) {
            own.allow(longest);
        }
        Link link = connect(longest);
        dedicated.add(link);
        return link;
    }

    /**
     * Ends the wait of a blocking reader without losing entries that Redis may just be handing over.
     *
     * @param client the connection's id; below 0: unknown, and the wait ends by itself
     * @param what the key that is waited for, for the log
     */
    public void unblock(long client, String what) {
        if (client < 0) {
            return;
        }
        try {
            shared().clientUnblock(client, UnblockType.TIMEOUT).get(COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("{}: the wait ends with its block time", what, e);
        }
    }

    /** Closes the connection of a blocking reader. */
    public void release(Link link) {
        dedicated.remove(link);
        link.close();
    }

    /** Opens a connection for one subscriber, which closes it. */
    public StatefulRedisPubSubConnection<String, byte[]> subscriber() {
        return client instanceof RedisClusterClient cluster
                ? cluster.connectPubSub(CODEC)
                : ((RedisClient) client).connectPubSub(CODEC);
    }

    /** Whether the shared connection is open. */
    public boolean connected() {
        Link current = shared;
        return current != null && current.open();
    }

    /**
     * Closes the connections if the error says that the server has become a replica, so that the next connections find the new
     * master. Every caller that meets an error of Redis reports it here.
     */
    public void noticeReadOnly(Throwable problem) {
        if (problem instanceof RedisReadOnlyException) {
            Link current = shared;
            if (current != null) {
                LOG.info("Redis is read-only; connecting again");
                current.close();
            }
            dedicated.forEach(Link::close);
        }
    }

    private Link connect(Duration timeout) {
        Link link;
        if (client instanceof RedisClusterClient cluster) {
            StatefulRedisClusterConnection<String, byte[]> connection = cluster.connect(CODEC);
            link = new Link(connection, connection.async());
        } else {
            StatefulRedisConnection<String, byte[]> connection = ((RedisClient) client).connect(CODEC);
            link = new Link(connection, connection.async());
        }
        link.connection().setTimeout(timeout);
        return link;
    }

    @Override
    public void close() {
        closed = true;
        Link current = shared;
        if (current != null) {
            current.connection().close();
        }
        dedicated.forEach(link -> link.connection().close());
        if (own != null) {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
            own.close();
        }
    }
}
