package dev.vestnik.component.redisstreams;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of the strings that a consumer looks up, in the words that the scripts want. */
record Lookup(List<String> words) {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final String KEY = "{}";

    /**
     * @param names with commas between; null: none
     * @throws IllegalArgumentException if one of them has braces that do not enclose one field
     */
    static Lookup parse(@Nullable String names, String prefix) {
        List<String> words = new ArrayList<>();
        if (names != null) {
            for (String name : names.split(",")) {
                words.addAll(parseOne(names, name.strip(), prefix));
            }
        }
        return new Lookup(List.copyOf(words));
    }

    private static List<String> parseOne(String names, String name, String prefix) {
        if (name.isEmpty() || !PLACE.matcher(name).replaceAll("").matches("[^{}]*")) {
            throw new IllegalArgumentException(
                    "lookup=" + names + ": '" + name
                            + "' is no name to look up; right is a name with {} for the key, {field}, or {field.member} of JSON");
        }
        List<String> words = new ArrayList<>();
        Matcher places = PLACE.matcher(name);
        int count = 0;
        int end = 0;
        while (places.find()) {
            String before = name.substring(end, places.start());
            words.add(count == 0 ? prefix + before : before);
            String[] place = places.group(1).split("\\.", 2);
            words.add(place[0].isEmpty() && place.length == 1 ? KEY : place[0]);
            words.add(place.length == 1 ? "" : place[1]);
            count++;
            end = places.end();
        }
        String tail = name.substring(end);
        words.add(count == 0 ? prefix + tail : tail);
        words.add(0, Integer.toString(count));
        return words;
    }
}
