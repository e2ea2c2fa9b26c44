package dev.vestnik.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that sends its events over HTTP, and is on.
 *
 * @param name of the source: the last part of its settings' names, and a tag of metrics
 * @param path that its requests go to, with a slash in front and none at the end
 * @param token that its requests must have; null: everybody may send
 * @param tokenPlace where they have it
 * @param maxBytes the longest body, counted after decompression
 * @param types the media types of a body, such as {@code application/json}; {@code *}{@code /*} stands for all
 */
public record WebhookSource(
        String name,
        String path,
        @Nullable String token,
        TokenPlace tokenPlace,
        int maxBytes,
        List<String> types,
        RequestRate rate) {
    public WebhookSource {
        types = List.copyOf(types);
    }

    /** Whether a request with this token may be accepted; takes the same time for every wrong token. */
    public boolean accepts(@Nullable String given) {
        return token == null
                || MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        (given == null ? "" : given).getBytes(StandardCharsets.UTF_8));
    }

    /** @param type a media type in small letters, without parameters; empty: the request names none */
    public boolean takes(String type) {
        return type.isEmpty() || types.contains("*/*") || types.contains(type);
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "WebhookSource[" + name + " at " + path + "]";
    }
}
