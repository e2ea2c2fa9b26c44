package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what is no duration before Camel converts it: Camel's converter makes 0 of what it does not understand, which would
 * silently mean "never removed" for {@code retention}, and drops what follows what it does understand.
 */
final class Durations {
    private static final Set<String> OPTIONS =
            Set.of("leaseTime", "visibility", "block", "backoff", "maxBackoff", "retention", "deadRetention");
    private static final Pattern UNITS =
            Pattern.compile("-?\\d+|(?=\\d)(?:\\d+d)?(?:\\d+h)?(?:\\d+m)?(?:\\d+s)?(?:\\d+ms)?");

    private Durations() {}

    /**
     * Looks at the options of an endpoint as they were written; references such as {@code #bean} are left to Camel.
     *
     * @throws IllegalArgumentException naming the endpoint, the option and its value, if one is no duration
     */
    static void check(String stream, Map<String, Object> parameters) {
        for (String option : OPTIONS) {
            if (parameters.get(option) instanceof String value && !value.startsWith("#") && !isDuration(value)) {
                throw new IllegalArgumentException("redis-streams:" + stream + ": " + option + " is '" + value
                        + "', right is a duration such as 30s, 5m or 1h30m, or milliseconds");
            }
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
