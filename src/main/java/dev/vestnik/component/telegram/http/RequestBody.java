package dev.vestnik.component.telegram.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** The body of one request; records whether it was sent. Not reusable. Internal to the component. */
public final class RequestBody implements Request.Content {
    private static final String JSON = "application/json";

    private final String contentType;
    private final byte[] content;
    private volatile boolean sent;

    RequestBody(String contentType, byte[] content) {
        this.contentType = contentType;
        this.content = content;
    }

    public static RequestBody json(JsonNode json) {
        return new RequestBody(JSON, json.toString().getBytes(UTF_8));
    }

    /** Whether it is JSON, so without a file. */
    public boolean isJson() {
        return contentType.equals(JSON);
    }

    /** Whether the content was handed to the connection; if not, the server cannot have processed the request. */
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

    /** Runs the demand at once, since all content is available from the start. */
    @Override
    public void demand(Runnable demand) {
        demand.run();
    }

    @Override
    public void fail(@Nullable Throwable failure) {}

    /** Allows Jetty to send the body on another connection only if no connection has read it. */
    @Override
    public boolean rewind() {
        return !sent;
    }
}
