package dev.vestnik.component.telegram;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/** The body of one request, which knows whether it has left whole. Of one use. */
final class RequestBody implements AsyncEntityProducer {
    private final String contentType;
    private final ByteBuffer content;
    private final int length;
    private volatile boolean sent;

    RequestBody(String contentType, byte[] content) {
        this.contentType = contentType;
        this.content = ByteBuffer.wrap(content);
        this.length = content.length;
    }

    static RequestBody json(byte[] content) {
        return new RequestBody("application/json", content);
    }

    /** Whether the last byte was handed to the connection; before that nobody can have acted on the request. */
    boolean sent() {
        return sent;
    }

    @Override
    public int available() {
        return content.remaining();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        channel.write(content);
        if (!content.hasRemaining()) {
            sent = true;
            channel.endStream();
        }
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    @Override
    public @Nullable String getContentEncoding() {
        return null;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    @Override
    public void failed(Exception cause) {}

    @Override
    public void releaseResources() {}
}
