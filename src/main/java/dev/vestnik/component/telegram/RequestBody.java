package dev.vestnik.component.telegram;

import java.nio.ByteBuffer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** The body of one request, which knows whether it has left. Of one use. */
final class RequestBody implements Request.Content {
    private final String contentType;
    private final byte[] content;
    private volatile boolean sent;

    RequestBody(String contentType, byte[] content) {
        this.contentType = contentType;
        this.content = content;
    }

    static RequestBody json(byte[] content) {
        return new RequestBody("application/json", content);
    }

    /** Whether the content was handed to the connection; before that nobody can have acted on the request. */
    boolean sent() {
        return sent;
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    @Override
    public long getLength() {
        return content.length;
    }

    @Override
    public Content.Chunk read() {
        if (sent) {
            return Content.Chunk.EOF;
        }
        sent = true;
        return Content.Chunk.from(ByteBuffer.wrap(content), true);
    }

    /** Everything is there from the beginning. */
    @Override
    public void demand(Runnable demand) {
        demand.run();
    }

    @Override
    public void fail(@Nullable Throwable failure) {}

    /** What was never read can be sent by another connection. */
    @Override
    public boolean rewind() {
        return !sent;
    }
}
