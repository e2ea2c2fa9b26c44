package dev.vestnik.component.telegram;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered.
 *
 * @param encoding the {@code Content-Encoding}
 * @param retryAfter the {@code Retry-After} header
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying each answer would only cost
record HttpAnswer(
        int status,
        byte[] body,
        @Nullable String encoding,
        @Nullable String retryAfter) {
    /** The body, unpacked. */
    byte[] content() throws IOException {
        if (!"gzip".equalsIgnoreCase(encoding)) {
            return body;
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return unpacked.readAllBytes();
        }
    }
}
