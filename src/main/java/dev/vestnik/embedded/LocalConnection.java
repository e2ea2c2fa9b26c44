package dev.vestnik.embedded;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Redis on this machine that does not reconnect. Its commands fail with a {@link RedisException}, at the
 * latest after its timeout, so that a process that occupies the port and never answers delays nobody for long.
 */
final class LocalConnection implements Closeable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CLIENT_SHUTDOWN = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, String> connection;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private LocalConnection(StatefulRedisConnection<String, String> connection) {
        this.connection = connection;
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(io.lettuce.core.RedisChannelHandler<?, ?> disconnected) {
                ended.complete(null);
            }
        });
        if (!connection.isOpen()) {
            ended.complete(null);
        }
    }

    /** A client for such connections. */
    static RedisClient client() {
        RedisClient client = RedisClient.create();
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .build());
        return client;
    }

    static void shutDown(RedisClient client) {
        client.shutdown(Duration.ZERO, CLIENT_SHUTDOWN);
    }

    /** @param timeout of the handshake and of each command */
    static LocalConnection open(RedisClient client, int port, Duration timeout) {
        return new LocalConnection(client.connect(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withTimeout(timeout)
                .build()));
    }

    RedisCommands<String, String> commands() {
        return connection.sync();
    }

    /** Returns when the connection has ended, however long that takes. */
    void awaitEnd() throws InterruptedException {
        try {
            ended.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Stops the Redis and waits until it has gone.
     *
     * @throws IOException if it refuses, or if it still runs after {@code timeout}
     */
    void shutDownServer(Duration timeout) throws IOException {
        CompletableFuture<String> refusal = connection
                .async()
                .dispatch(CommandType.SHUTDOWN, new StatusOutput<>(StringCodec.UTF8))
                .toCompletableFuture();
        try {
            CompletableFuture.anyOf(ended, refusal).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throwIfRefused(failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException("it still runs " + timeout.toSeconds() + " s after SHUTDOWN", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted during SHUTDOWN");
        }
    }

    /** A command that fails because the connection ends is the expected result of SHUTDOWN. */
    private static void throwIfRefused(@Nullable Throwable cause) throws IOException {
        if (cause instanceof RedisCommandExecutionException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
