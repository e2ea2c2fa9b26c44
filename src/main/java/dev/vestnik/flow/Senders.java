package dev.vestnik.flow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may post events, each by a token of their own. */
public final class Senders {
    private static final String BEARER = "Bearer ";

    private final Map<String, String> tokens;

    /** @param tokens token by name */
    public Senders(Map<String, String> tokens) {
        this.tokens = Map.copyOf(tokens);
    }

    /** Nobody may post. */
    public boolean none() {
        return tokens.isEmpty();
    }

    /**
     * Whose token it is. All are compared, each in constant time, so that the time tells nothing about them.
     *
     * @param authorization the request's header, {@code Bearer <token>}; null: there is none
     */
    public Optional<String> sender(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        byte[] given = authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        String found = null;
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            if (MessageDigest.isEqual(given, token.getValue().getBytes(StandardCharsets.UTF_8))) {
                found = token.getKey();
            }
        }
        return Optional.ofNullable(found);
    }
}
