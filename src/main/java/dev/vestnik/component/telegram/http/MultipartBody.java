package dev.vestnik.component.telegram.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@code multipart/form-data} body with UTF-8 file names. Internal to the component.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data">multipart/form-data
 *     in the HTML standard</a>
 */
public final class MultipartBody {
    private final String boundary = "----" + UUID.randomUUID();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    /** Adds a field; does nothing for null. */
    public MultipartBody text(String name, @Nullable Object value) {
        if (value != null) {
            begin("Content-Disposition: form-data; name=\"" + name + "\"\r\nContent-Type: text/plain; charset=UTF-8");
            write(value + "\r\n");
        }
        return this;
    }

    /**
     * Adds a file.
     *
     * @throws IllegalArgumentException if there are no bytes
     */
    public MultipartBody file(String name, @Nullable String filename, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new IllegalArgumentException("The " + name + " to send has no content");
        }
        begin("Content-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + escaped(filename == null ? "file" : filename) + "\"\r\nContent-Type: application/octet-stream");
        content.writeBytes(bytes);
        write("\r\n");
        return this;
    }

    /** Completes the body. Add nothing after this call. */
    public RequestBody toRequestBody() {
        write("--" + boundary + "--\r\n");
        return new RequestBody("multipart/form-data; boundary=" + boundary, content.toByteArray());
    }

    private void begin(String headers) {
        write("--" + boundary + "\r\n" + headers + "\r\n\r\n");
    }

    private void write(String text) {
        content.writeBytes(text.getBytes(UTF_8));
    }

    private static String escaped(String filename) {
        return filename.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
