package dev.vestnik.component.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body, with names of files in UTF-8.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data">How browsers
 *     write it</a>
 */
final class Multipart {
    private final String boundary = "----" + UUID.randomUUID();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    /** Adds a field; null: none. */
    Multipart text(String name, @Nullable Object value) {
        if (value != null) {
            begin("Content-Disposition: form-data; name=\"" + name + "\"\r\nContent-Type: text/plain; charset=UTF-8");
            write(value + "\r\n");
        }
        return this;
    }

    /**
     * Adds a file.
     *
     * @throws IllegalArgumentException it has no content
     */
    Multipart file(String name, @Nullable String filename, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new IllegalArgumentException("The " + name + " to send has no content");
        }
        begin("Content-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + escaped(filename == null ? "file" : filename) + "\"\r\nContent-Type: application/octet-stream");
        content.writeBytes(bytes);
        write("\r\n");
        return this;
    }

    RequestBody body() {
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
