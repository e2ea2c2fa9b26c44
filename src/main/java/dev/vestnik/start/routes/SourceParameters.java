package dev.vestnik.start.routes;

import dev.vestnik.source.TokenPlace;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which values the parameters of the templates of sources may have. */
final class SourceParameters {
    /** Where requests have their token; only routes over HTTP have it. */
    static final String TOKEN_PLACE = "tokenPlace";

    /** What the senders are; only routes of messages have it. */
    static final String SENDERS = "senders";

    static final String NAME = "name";
    static final String MAX_BYTES = "maxBytes";

    private static final Pattern NAMES = Pattern.compile("[a-z0-9]{1,32}");

    private SourceParameters() {}

    /** What is wrong with this value, as a sentence that begins in lower case; empty: nothing, or another parameter. */
    static Optional<String> fault(String parameter, String value) {
        return switch (parameter) {
            case NAME ->
                faultUnless(
                        NAMES.matcher(value).matches(),
                        "the source '" + value + "' must have a name of small letters and digits, up to 32.");
            case TOKEN_PLACE ->
                faultUnless(
                        TokenPlace.named(value).isPresent(),
                        "tokenPlace is '" + value + "', but must be header, path or query.");
            case SENDERS ->
                faultUnless(
                        List.of("network", "mail", "any").contains(value),
                        "senders is '" + value + "', but must be network, mail or any.");
            case MAX_BYTES ->
                faultUnless(isCount(value), "maxBytes is '" + value + "', but must be a number of bytes, at least 1.");
            default -> Optional.empty();
        };
    }

    private static Optional<String> faultUnless(boolean right, String sentence) {
        return right ? Optional.empty() : Optional.of(sentence);
    }

    private static boolean isCount(String value) {
        try {
            return Integer.parseInt(value) > 0;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
