package dev.vestnik.component.redisstreams;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one Redis: one that all share and that never blocks, and one for each blocking reader and subscriber.
 * A lost connection is not repaired underneath the commands, which might then run twice, but replaced by a new one.
 */
final class Connections implements AutoCloseable {
    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** After this time without an answer a command counts as failed. */
    static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Set<String> PASSING =
            Set.of("LOADING", "READONLY", "BUSY", "MISCONF", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS");

    /** A connection, and its commands whatever kind of Redis it leads to. */
    record Link(StatefulConnection<String, byte[]> connection, RedisClusterAsyncCommands<String, byte[]> commands)
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
    private final @Nullable Transport own;
    private final ReentrantLock connecting = new ReentrantLock();
    private final Set<Link> dedicated = ConcurrentHashMap.newKeySet();
    private final Followers followers = new Followers();

    private volatile @Nullable Link shared;
    private volatile boolean closed;

    private Connections(AbstractRedisClient client, @Nullable Transport own) {
        this.client = client;
        this.own = own;
    }

    /** A client of our own. */
    static Connections to(String redisUri) {
        Transport transport = new Transport(COMMAND_TIMEOUT);
        RedisClient client = RedisClient.create(transport.resources(), uri(redisUri));
        client.setOptions(prepared(ClientOptions.builder()).build());
        return new Connections(client, transport);
    }

    /** A client of our own for the Redis Cluster that this node belongs to. */
    static Connections toCluster(String redisUri) {
        Transport transport = new Transport(COMMAND_TIMEOUT);
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

    /** A client that somebody else made and will shut down. */
    static Connections of(AbstractRedisClient client) {
        return new Connections(client, null);
    }

    /**
     * The commands of the shared connection, which is made anew if it was lost.
     *
     * @throws RedisConnectionException if there is none, and none can be had now
     */
    RedisClusterAsyncCommands<String, byte[]> shared() {
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

    /** As {@link #shared}, but never connects; null where there is no connection. */
    @Nullable
    RedisClusterAsyncCommands<String, byte[]> sharedIfOpen() {
        Link current = shared;
        return current != null && current.open() ? current.commands() : null;
    }

    /** Lets one thread connect at a time; the others wait for it, but not as long as it may take. */
    private boolean mayConnect() {
        try {
            return connecting.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A connection for one blocking reader; the reader closes it by {@link #release}. */
    Link dedicated(Duration block) {
        Duration longest = block.plus(COMMAND_TIMEOUT);
        if (own != null) {
            own.allow(longest);
        }
        Link link = connect(longest);
        dedicated.add(link);
        return link;
    }

    /**
     * Ends what the reader of a dedicated connection waits for, without losing what it might just be given.
     *
     * @param client the connection's id; below 0: none is known, and the wait ends by itself
     * @param what it waits for, for the log
     */
    void unblock(long client, String what) {
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

    void release(Link link) {
        dedicated.remove(link);
        link.close();
    }

    /** A connection for one subscriber, who closes it. */
    StatefulRedisPubSubConnection<String, byte[]> subscriber() {
        return client instanceof RedisClusterClient cluster
                ? cluster.connectPubSub(CODEC)
                : ((RedisClient) client).connectPubSub(CODEC);
    }

    /** Sends commands one behind the other, with as few wake-ups as can be; see {@link Transport#send}. */
    <T> CompletableFuture<T> send(Supplier<CompletableFuture<T>> commands) {
        return own == null ? commands.get() : own.send(commands);
    }

    /** Runs what is not urgent on the thread of the connections; see {@link Transport#later}. */
    void later(Duration delay, Runnable what) {
        if (own == null) {
            what.run();
        } else {
            own.later(delay, what);
        }
    }

    /** Those who are told of what is written by the shared connection. */
    Followers followers() {
        return followers;
    }

    boolean connected() {
        Link current = shared;
        return current != null && current.open();
    }

    /**
     * Whether the same command may succeed later, as the connection or the server's state is the cause and not the command.
     */
    boolean passing(Throwable problem) {
        notice(problem);
        if (!(problem instanceof RedisCommandExecutionException)) {
            return true;
        }
        String message = String.valueOf(problem.getMessage());
        return PASSING.contains(message.split(" ", 2)[0]);
    }

    /** Draws the consequences of a problem for all connections to this Redis; everyone who meets one tells it. */
    void notice(Throwable problem) {
        if (problem instanceof RedisReadOnlyException) {
            reconnect();
        }
    }

    /** A server that became a replica takes no writes any more: let the next connection find the new one. */
    private void reconnect() {
        Link current = shared;
        if (current != null) {
            LOG.info("Redis takes no writes; connecting anew");
            current.close();
        }
        dedicated.forEach(Link::close);
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
