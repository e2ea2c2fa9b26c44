package dev.vestnik.flow.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyslogFramesTest {
    private final EmbeddedChannel connection = new EmbeddedChannel(new SyslogFrames());

    @Test
    void bothFramesMayBeOnOneConnection() {
        assertThat(read("<1>a\n7 <1>b\ncd<1>e\u00005 <1>fg<1>h\r\n\n12 monkeys\n2026\n"))
                .containsExactly("<1>a", "<1>b\ncd", "<1>e", "<1>fg", "<1>h\r", "12 monkeys", "2026");
    }

    @Test
    void ofALongMessageTheBeginIsKept() {
        String text = "<1>" + "x".repeat(200_000);

        List<String> read = read(text + "\n" + text.length() + " " + text + "<1>next\n" + text);

        assertThat(read).hasSize(4);
        assertThat(read.get(0)).hasSize(SyslogFrames.MAX_MESSAGE);
        assertThat(read.get(1)).hasSize(SyslogFrames.MAX_MESSAGE);
        assertThat(read.get(2)).isEqualTo("<1>next");
        assertThat(read.get(3)).hasSize(SyslogFrames.MAX_MESSAGE);
    }

    @Test
    void aSenderThatGoesAwayHasSentItsLastMessage() {
        assertThat(read("10 <1>half")).containsExactly("10 <1>half");
        assertThat(new EmbeddedChannel(new SyslogFrames()).finish()).isFalse();
    }

    /** In pieces, and then the end of the connection. */
    private List<String> read(String sent) {
        byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
        int piece = Math.max(1, bytes.length / 50);
        for (int i = 0; i < bytes.length; i += piece) {
            connection.writeInbound(Unpooled.copiedBuffer(bytes, i, Math.min(piece, bytes.length - i)));
        }
        connection.finish();
        List<String> read = new ArrayList<>();
        for (ByteBuf message = connection.readInbound(); message != null; message = connection.readInbound()) {
            read.add(message.toString(StandardCharsets.UTF_8));
            message.release();
        }
        return read;
    }
}
