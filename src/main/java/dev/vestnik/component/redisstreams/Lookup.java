package dev.vestnik.component.redisstreams;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of the strings that a consumer looks up, as the scripts want them.
 *
 * @param arguments a list of the names that are the same for all entries of a key, and one of those that each entry has of its own
 */
record Lookup(Args arguments) {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    /** Around a field, or around nothing for the key; in names without any field it is the key. */
    private static final char EDGE = '\1';

    /** Between a field and the member of its JSON. */
    private static final char INSIDE = '\2';

    /**
     * @param names with commas between; null: none
     * @throws IllegalArgumentException if one of them has braces that do not enclose one field
     */
    static Lookup parse(@Nullable String names, String prefix) {
        List<String> once = new ArrayList<>();
        List<String> each = new ArrayList<>();
        if (names != null) {
            for (String name : names.split(",")) {
                add(names, name.strip(), prefix, once, each);
            }
        }
        return new Lookup(new Args().list(once).list(each));
    }

    private static void add(String names, String name, String prefix, List<String> once, List<String> each) {
        if (name.isEmpty() || !PLACE.matcher(name).replaceAll("").matches("[^{}\1\2]*")) {
            throw new IllegalArgumentException(
                    "lookup=" + names + ": '" + name
                            + "' is no name to look up; right is a name with {} for the key, {field}, or {field.member} of JSON");
        }
        boolean own =
                PLACE.matcher(name).results().anyMatch(place -> !place.group(1).isEmpty());
        String written = PLACE.matcher(name).replaceAll(place -> {
            String field = place.group(1).replaceFirst("\\.", String.valueOf(INSIDE));
            return own ? Matcher.quoteReplacement(EDGE + field + EDGE) : String.valueOf(EDGE);
        });
        (own ? each : once).add(prefix + written);
    }
}
