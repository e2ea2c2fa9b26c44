package dev.vestnik.source;

import java.util.Locale;
import java.util.Optional;

/** Where the requests of a source have their token. */
public enum TokenPlace {
    /** {@code Authorization: Bearer <token>}. */
    HEADER,
    /** A segment behind the path of the source: {@code /sources/name/<token>}. */
    PATH,
    /** A parameter of the query: {@code /sources/name?token=<token>}. */
    QUERY;

    /** @return empty if it is none of {@code header}, {@code path} and {@code query} */
    public static Optional<TokenPlace> named(String name) {
        try {
            return Optional.of(valueOf(name.strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
