package dev.vestnik.start.failure;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a route file, and what would be right.
 *
 * @param file the file; null for a route of a Java class
 * @param line the line, counted from 1; 0 if the fault has none
 * @param sentence begins in lower case, since the place stands before it
 */
public record RouteFault(@Nullable String file, int line, String sentence) implements Comparable<RouteFault> {
    private static final Comparator<RouteFault> BY_PLACE = Comparator.comparing(
                    (RouteFault fault) -> String.valueOf(fault.file()))
            .thenComparingInt(RouteFault::line)
            .thenComparing(RouteFault::sentence);

    private static final Pattern PLACE = Pattern.compile("(.+):(\\d+)");

    /** @param places {@code file:line}, the first of which is that of the fault; empty: none is known */
    static RouteFault at(List<String> places, String sentence) {
        Matcher place = PLACE.matcher(places.isEmpty() ? "" : places.get(0));
        return place.matches()
                ? new RouteFault(place.group(1), Integer.parseInt(place.group(2)), sentence)
                : new RouteFault(null, 0, sentence);
    }

    /** One line: {@code file:line: sentence}. */
    public String text() {
        if (file == null) {
            return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
        }
        return file + (line == 0 ? "" : ":" + line) + ": " + sentence;
    }

    /** One line for each fault, in the order of their places, none twice. */
    public static String text(List<RouteFault> faults) {
        return faults.stream().sorted().distinct().map(RouteFault::text).collect(Collectors.joining("\n"));
    }

    @Override
    public int compareTo(RouteFault other) {
        return BY_PLACE.compare(this, other);
    }
}
