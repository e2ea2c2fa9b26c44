package dev.vestnik.flow.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The senders that may post events, each with a token of its own. */
public final class SenderTokens {
    private final Map<String, String> tokens;

    /** @param tokens token by name */
    public SenderTokens(Map<String, String> tokens) {
        this.tokens = Map.copyOf(tokens);
    }

    /** Whether no token is configured, so that nobody may post. */
    public boolean none() {
        return tokens.isEmpty();
    }

    /**
     * Finds the sender of this token. Compares every token in constant time, so that the response time reveals nothing.
     *
     * @param authorization the request's header, {@code Bearer <token>}; null if the request has none
     */
    public Optional<String> sender(@Nullable String authorization) {
        String token = BearerToken.of(authorization);
        if (token == null) {
            return Optional.empty();
        }
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        String found = null;
        for (Map.Entry<String, String> sender : tokens.entrySet()) {
            if (MessageDigest.isEqual(given, sender.getValue().getBytes(StandardCharsets.UTF_8))) {
                found = sender.getKey();
            }
        }
        return Optional.ofNullable(found);
    }
}
