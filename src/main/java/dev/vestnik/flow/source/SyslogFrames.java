package dev.vestnik.flow.source;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/**
 * Separates the messages of a connection, framed by the count of their octets or by a line feed (or NUL), also both on one
 * connection. Of a longer message than 64 KiB the beginning is kept.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6587#section-3.4">RFC 6587</a>
 */
public final class SyslogFrames extends ByteToMessageDecoder {
    /** Bytes. */
    static final int MAX_MESSAGE = 64 * 1024;

    /** A count has no more digits. */
    private static final int MAX_DIGITS = 7;

    /** Bytes that are not kept, of a message that was too long. */
    private int skip;

    private boolean skipLine;

    /** One for each connection. */
    public static ChannelHandler factory() {
        return new DefaultChannelHandlerFactory() {
            @Override
            public ChannelHandler newChannelHandler() {
                return new SyslogFrames();
            }
        };
    }

    @Override
    protected void decode(ChannelHandlerContext connection, ByteBuf in, List<Object> out) {
        if (skip > 0) {
            int bytes = Math.min(skip, in.readableBytes());
            in.skipBytes(bytes);
            skip -= bytes;
            return;
        }
        int digits = digits(in);
        boolean mayBeCount = !skipLine && digits > 0 && digits <= MAX_DIGITS;
        if (mayBeCount && isCut(in, digits)) {
            return;
        }
        if (mayBeCount && at(in, digits) == ' ' && at(in, digits + 1) == '<') {
            counted(in, digits, out);
        } else {
            line(in, out);
        }
    }

    private static int digits(ByteBuf in) {
        int digits = 0;
        while (digits < in.readableBytes() && at(in, digits) >= '0' && at(in, digits) <= '9') {
            digits++;
        }
        return digits;
    }

    /** The rest of the count, or the first octet of what it counts, is still to come. */
    private static boolean isCut(ByteBuf in, int digits) {
        return in.readableBytes() == digits || in.readableBytes() == digits + 1 && at(in, digits) == ' ';
    }

    private static byte at(ByteBuf in, int offset) {
        return in.getByte(in.readerIndex() + offset);
    }

    private void counted(ByteBuf in, int digits, List<Object> out) {
        int count = 0;
        for (int i = 0; i < digits; i++) {
            count = count * 10 + at(in, i) - '0';
        }
        int kept = Math.min(count, MAX_MESSAGE);
        if (in.readableBytes() < digits + 1 + kept) {
            return;
        }
        in.skipBytes(digits + 1);
        add(in.readRetainedSlice(kept), out);
        skip = count - kept;
    }

    private void line(ByteBuf in, List<Object> out) {
        int length = 0;
        int most = in.readableBytes();
        while (length < most && !isEnd(at(in, length))) {
            length++;
        }
        boolean ended = length < most;
        if (skipLine) {
            in.skipBytes(ended ? length + 1 : length);
            skipLine = !ended;
        } else if (length > MAX_MESSAGE) {
            add(in.readRetainedSlice(MAX_MESSAGE), out);
            skipLine = true;
        } else if (ended) {
            add(in.readRetainedSlice(length), out);
            in.skipBytes(1);
        }
    }

    /** A sender that does not end its last line has sent it nevertheless. */
    @Override
    protected void decodeLast(ChannelHandlerContext connection, ByteBuf in, List<Object> out) {
        decode(connection, in, out);
        if (!skipLine && out.isEmpty() && in.isReadable()) {
            add(in.readRetainedSlice(Math.min(in.readableBytes(), MAX_MESSAGE)), out);
        }
    }

    private static boolean isEnd(byte octet) {
        return octet == '\n' || octet == 0;
    }

    private static void add(ByteBuf message, List<Object> out) {
        if (message.isReadable()) {
            out.add(message);
        } else {
            message.release();
        }
    }
}
