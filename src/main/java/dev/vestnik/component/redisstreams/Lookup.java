package dev.vestnik.component.redisstreams;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of the strings that a consumer looks up, in the three words each that keyed-trip wants. */
record Lookup(List<String> words) {
    private static final Pattern NAME = Pattern.compile("([^{}]*)(?:\\{([^{}]*)}([^{}]*))?");
    private static final String KEY = "{}";

    /**
     * @param names with commas between; null: none
     * @throws IllegalArgumentException if one of them has braces that do not enclose one field
     */
    static Lookup parse(@Nullable String names, String prefix) {
        List<String> words = new ArrayList<>();
        if (names != null) {
            for (String name : names.split(",")) {
                Matcher parts = NAME.matcher(name.strip());
                if (!parts.matches() || name.isBlank()) {
                    throw new IllegalArgumentException("lookup=" + names + ": '" + name.strip()
                            + "' is no name to look up; right is a name with {} for the key, or {field}, at most once");
                }
                String field = parts.group(2);
                words.add(prefix + parts.group(1));
                words.add(field == null ? "" : field.isEmpty() ? KEY : field);
                words.add(field == null ? "" : parts.group(3));
            }
        }
        return new Lookup(List.copyOf(words));
    }
}
