package dev.vestnik.component.redisstreams.client;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Internal to the component. The threads and the network settings of a client that the component made itself: one thread for
 * all connections, and a {@link SilentConnectionHandler} and a {@link LargeAnswerHandler} on each of them.
 */
final class ClientTransport implements AutoCloseable {
    private static final int SHUTDOWN_SECONDS = 2;

    private final EventLoopGroupProvider threads = new DefaultEventLoopGroupProvider(1);
    private final AtomicReference<Duration> slowest;
    private final ClientResources resources;

    /** @param usual a connection counts as dead after this time without an answer, unless {@link #allow} says more */
    ClientTransport(Duration usual) {
        this.slowest = new AtomicReference<>(usual);
        this.resources = ClientResources.builder()
                .eventLoopGroupProvider(threads)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        channel.pipeline()
                                .addFirst(new SilentConnectionHandler(slowest::get), new LargeAnswerHandler());
                    }
                })
                .build();
    }

    ClientResources resources() {
        return resources;
    }

    /** Allows a command to take this long. */
    void allow(Duration longest) {
        slowest.accumulateAndGet(longest, (some, other) -> some.compareTo(other) > 0 ? some : other);
    }

    @Override
    public void close() {
        var resourcesEnd = resources.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        var threadsEnd = threads.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }
}
