package dev.vestnik.component.redisstreams;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client of our own runs on: one thread for all its connections, so that a command which follows from an answer, or
 * from another command, wakes no other thread.
 */
final class Transport implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 2;

    /** So many commands that are sent one behind the other go to the network together. */
    private static final int MOST_TOGETHER = 256;

    private final EventLoopGroupProvider threads = new DefaultEventLoopGroupProvider(1);
    private final AtomicReference<Duration> slowest;
    private final ClientResources resources;
    private volatile @Nullable EventLoop loop;

    /** @param usual after this time without an answer a connection counts as dead, unless {@link #allow} says more */
    Transport(Duration usual) {
        this.slowest = new AtomicReference<>(usual);
        this.resources = ClientResources.builder()
                .eventLoopGroupProvider(threads)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        loop = channel.eventLoop();
                        channel.pipeline()
                                .addFirst(
                                        new FlushConsolidationHandler(MOST_TOGETHER, true),
                                        new SilenceGuard(slowest::get));
                    }
                })
                .build();
    }

    ClientResources resources() {
        return resources;
    }

    /** Some command may take this long. */
    void allow(Duration longest) {
        slowest.accumulateAndGet(longest, (some, other) -> some.compareTo(other) > 0 ? some : other);
    }

    /**
     * Sends commands from the thread of the connections: from any other one each command wakes it several times.
     *
     * @param commands are sent in this order, and behind what this thread has sent before; must not wait
     */
    <T> CompletableFuture<T> send(Supplier<CompletableFuture<T>> commands) {
        EventLoop current = loop;
        if (current == null || current.inEventLoop()) {
            return commands.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            current.execute(() -> send(commands, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /** Runs what is not urgent: after what the thread of the connections is doing now, and that much later. */
    void later(Duration delay, Runnable what) {
        EventLoop current = loop;
        try {
            if (current == null) {
                what.run();
            } else {
                var unused = current.schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (RejectedExecutionException e) {
            what.run();
        }
    }

    private static <T> void send(Supplier<CompletableFuture<T>> commands, CompletableFuture<T> answer) {
        try {
            var unused = commands.get().whenComplete((value, problem) -> {
                if (problem == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(Script.cause(problem));
                }
            });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        var resourcesEnd = resources.shutdown(0, PATIENCE_SECONDS, TimeUnit.SECONDS);
        var threadsEnd = threads.shutdown(0, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
