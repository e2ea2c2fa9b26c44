package dev.vestnik.flow.http;

import org.jspecify.annotations.Nullable;

/** The token of a request in its header {@code Authorization}; see https://www.rfc-editor.org/rfc/rfc6750#section-2.1. */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /**
     * @param authorization the value of the header; null if the request has none
     * @return null: it has no bearer token
     */
    static @Nullable String of(@Nullable String authorization) {
        return authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? null
                : authorization.substring(SCHEME.length()).strip();
    }
}
