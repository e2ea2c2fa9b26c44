package dev.vestnik.component.redisstreams.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection on which Redis answers with more than 32 MiB. Lettuce keeps an answer until it is whole; if the memory is
 * not enough, it keeps the connection and assigns what follows to the wrong commands. The component asks for at most about
 * 10 MiB; only the wait for a list is answered with a whole element, whatever its size, and the command behind that wait takes
 * the element out of the list even if the connection is closed meanwhile.
 */
final class LargeAnswerHandler extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LargeAnswerHandler.class);
    private static final long LONGEST = 32 * 1024 * 1024;

    private long received;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        received = 0;
        var unused = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        received += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        if (received <= LONGEST) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (context.channel().isActive()) {
            LOG.warn(
                    "Redis at {} answers with more than {} bytes; closing the connection",
                    context.channel().remoteAddress(),
                    LONGEST);
            var unused = context.close();
        }
    }
}
