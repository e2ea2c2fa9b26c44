package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses invalid durations before Camel converts them. Camel's converter turns text that it does not understand into 0, which
 * would silently mean "never removed" for {@code retention}, and ignores the rest of a text that begins with a duration.
 */
final class DurationOptions {
    private static final Set<String> OPTIONS = Set.of(
            "leasetime", "visibility", "block", "backoff", "maxbackoff", "retention", "deadretention", "deduplication");
    private static final Pattern UNITS =
            Pattern.compile("-?\\d+|(?=\\d)(?:\\d+d)?(?:\\d+h)?(?:\\d+m)?(?:\\d+s)?(?:\\d+ms)?");

    private DurationOptions() {}

    /**
     * Checks an option as it was written; references such as {@code #bean} are left to Camel.
     *
     * @param where the component or endpoint, for the message
     * @throws IllegalArgumentException if the option is a duration and its value is not; the message names both
     */
    static void check(String where, String option, @Nullable Object value) {
        if (OPTIONS.contains(option.toLowerCase(Locale.ROOT))
                && value instanceof String text
                && !text.startsWith("#")
                && !isDuration(text)) {
            throw new IllegalArgumentException(where + ": " + option + " is '" + text
                    + "', right is a duration such as 30s, 5m or 1h30m, or milliseconds");
        }
    }

    private static boolean isDuration(String value) {
        if (!value.startsWith("P")) {
            return UNITS.matcher(value).matches();
        }
        try {
            Duration.parse(value);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
