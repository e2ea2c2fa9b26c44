package dev.vestnik.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request whose body is in memory. */
public final class BufferedRequest extends HttpServletRequestWrapper {
    private static final Pattern FORM = Pattern.compile("(?i)\\s*(application/x-www-form-urlencoded|multipart/).*");

    private final byte[] body;
    private final boolean readAsForm;

    private BufferedRequest(HttpServletRequest request, byte[] body, boolean readAsForm) {
        super(request);
        this.body = body;
        this.readAsForm = readAsForm;
    }

    /** One whose body is left to the route, also where it is a form. */
    public BufferedRequest(HttpServletRequest request, byte[] body) {
        this(request, body, false);
    }

    /**
     * One whose body Camel reads as a form.
     *
     * @param body a form that it can read
     */
    public static BufferedRequest ofForm(HttpServletRequest request, byte[] body) {
        return new BufferedRequest(request, body, true);
    }

    /**
     * Null for a form that is left to the route; then only the header names its type. Spring and Camel would read its body
     * otherwise: they fail at a malformed one, and its fields would become headers of the message.
     */
    @Override
    public @Nullable String getContentType() {
        String type = super.getContentType();
        return type != null && !readAsForm && FORM.matcher(type).matches() ? null : type;
    }

    @Override
    public int getContentLength() {
        return body.length;
    }

    @Override
    public long getContentLengthLong() {
        return body.length;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Body(new ByteArrayInputStream(body));
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        private Body(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body is in memory; a read listener is not supported");
        }
    }
}
