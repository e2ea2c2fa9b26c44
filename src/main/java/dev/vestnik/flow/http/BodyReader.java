package dev.vestnik.flow.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request, and what it is. */
final class BodyReader {
    private BodyReader() {}

    /**
     * The whole body, decompressed.
     *
     * @param max bytes, which are counted after the decompression of gzip
     * @throws RequestRefusedException 413 for a longer one, 415 for another encoding, 400 for broken gzip
     */
    static byte[] read(HttpServletRequest request, int max) throws IOException, RequestRefusedException {
        String encoding = request.getHeader("Content-Encoding");
        boolean compressed = "gzip".equalsIgnoreCase(encoding);
        if (encoding != null && !compressed && !encoding.equalsIgnoreCase("identity")) {
            throw new RequestRefusedException(415, "The encoding of a body is gzip, or none");
        }
        if (request.getContentLengthLong() > max) {
            throw tooLarge(max);
        }
        byte[] body;
        try {
            InputStream sent = request.getInputStream();
            // At most one byte more than the limit.
            body = (compressed ? new GZIPInputStream(sent) : sent).readNBytes(max + 1);
        } catch (ZipException | EOFException e) {
            throw new RequestRefusedException(400, "The body is not complete gzip, as its Content-Encoding says");
        }
        if (body.length > max) {
            throw tooLarge(max);
        }
        return body;
    }

    private static RequestRefusedException tooLarge(int max) {
        return new RequestRefusedException(413, "One request has up to " + max + " bytes; send several");
    }

    /** In small letters, without parameters; empty: the request names none. */
    static String mediaType(@Nullable String contentType) {
        return contentType == null
                ? ""
                : contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    }
}
