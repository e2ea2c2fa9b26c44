package dev.vestnik.whatif;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A result as tables for a terminal. */
public final class WhatIfText {
    /** Differences that are printed; JSON has all. */
    static final int MAX_DIFFERENCES = 50;

    private static final int MAX_TITLE = 40;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private WhatIfText() {}

    public static String of(WhatIfResult result) {
        if (result.events() == 0) {
            return "There are no events of this time in the stream; nothing can be compared.\n";
        }
        StringBuilder text = new StringBuilder();
        text.append("%,d events, %s to %s UTC%n".formatted(result.events(), time(result.from()), time(result.to())));
        text.append("Silences: %s; those that have ended are not kept, and are not replayed%n%n"
                .formatted(
                        result.silences() == 0
                                ? "none lasts now"
                                : result.silences() + " that last now are in force from their begin"));
        totals(text, result);
        if (result.differences().isEmpty()) {
            return text.append("\nNothing would change for any of these events.\n")
                    .toString();
        }
        people(text, result);
        differences(text, result.differences());
        return text.toString();
    }

    private static void totals(StringBuilder text, WhatIfResult result) {
        row(text, "", "now", "then");
        row(text, "messages to people", result.now().messages(), result.then().messages());
        row(text, "wake, but reach nobody", result.now().missed(), result.then().missed());
        Map<String, Integer> outcomes = new TreeMap<>(result.now().outcomes());
        result.then().outcomes().forEach((label, count) -> outcomes.putIfAbsent(label, 0));
        outcomes.keySet()
                .forEach(label -> row(
                        text,
                        label,
                        result.now().outcomes().getOrDefault(label, 0),
                        result.then().outcomes().getOrDefault(label, 0)));
    }

    private static void row(StringBuilder text, String label, Object now, Object then) {
        text.append("%-28s %9s %9s%n".formatted(label, now, then));
    }

    private static void people(StringBuilder text, WhatIfResult result) {
        text.append("%n%-28s %9s %9s %9s %9s%n".formatted("person", "now", "then", "+", "-"));
        result.people()
                .forEach(person -> text.append("%-28s %9d %9d %9d %9d%n"
                        .formatted(
                                cut(person.name(), 28),
                                person.now(),
                                person.then(),
                                person.added(),
                                person.removed())));
    }

    private static void differences(StringBuilder text, List<Difference> differences) {
        text.append("%n%,d %s would be treated differently:%n"
                .formatted(differences.size(), differences.size() == 1 ? "event" : "events"));
        differences.stream()
                .limit(MAX_DIFFERENCES)
                .forEach(difference -> text.append("%s  %-10s %-40s %s%n"
                        .formatted(
                                time(difference.time()),
                                Objects.requireNonNullElse(difference.status(), "-"),
                                cut(Objects.requireNonNullElse(difference.title(), "-"), MAX_TITLE),
                                change(difference))));
        int more = differences.size() - MAX_DIFFERENCES;
        if (more > 0) {
            text.append("and %,d more; --json prints all of them%n".formatted(more));
        }
    }

    private static String change(Difference difference) {
        List<String> parts = new ArrayList<>();
        if (!difference.now().equals(difference.then())) {
            parts.add(difference.now() + " -> " + difference.then());
        }
        String people = Stream.concat(
                        difference.added().stream().map(name -> "+ " + name),
                        difference.removed().stream().map(name -> "- " + name))
                .collect(Collectors.joining(", "));
        if (!people.isEmpty()) {
            parts.add(people);
        }
        return String.join("; ", parts);
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "-" : TIME.format(time);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
