package dev.vestnik.component.redisstreams.client;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection on which a command gets no answer. If the network fails without closing the connection, it would stay
 * open for a quarter of an hour, in which every command times out.
 */
final class SilentConnectionHandler extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SilentConnectionHandler.class);

    /** A second look, because a process that was itself stopped finds the answer only then. */
    private static final Duration SECOND_CHECK = Duration.ofMillis(500);

    private final Supplier<Duration> patience;
    private boolean asked;
    private long askedAt;
    private boolean watched;

    /**
     * @param patience how long the slowest answer may take
     */
    SilentConnectionHandler(Supplier<Duration> patience) {
        this.patience = patience;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!asked) {
            asked = true;
            askedAt = System.nanoTime();
            if (!watched) {
                watched = true;
                watch(context, patience.get(), false);
            }
        }
        var unused = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        asked = false;
        context.fireChannelRead(message);
    }

    private void watch(ChannelHandlerContext context, Duration time, boolean last) {
        var unused = context.executor().schedule(() -> look(context, last), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext context, boolean last) {
        if (!asked || !context.channel().isActive()) {
            watched = false;
            return;
        }
        Duration left = patience.get().minusNanos(System.nanoTime() - askedAt);
        if (!left.isNegative() && !left.isZero()) {
            watch(context, left, false);
        } else if (!last) {
            watch(context, SECOND_CHECK, true);
        } else {
            LOG.warn(
                    "Redis does not answer on the connection to {}; closing it",
                    context.channel().remoteAddress());
            var unused = context.close();
        }
    }
}
