package dev.vestnik.directory.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the area that a cell means: by the area itself, or by its name, whatever its capitals. */
final class AreaWords {
    /** What a sentence lists as possible. */
    private static final int MAX_LISTED = 10;

    private final Map<String, String> nameByArea;
    private final Map<String, List<String>> areasByName;
    private final String table;

    /** @param table the areas as sentences name them, such as {@code areas.csv} */
    AreaWords(Map<String, String> nameByArea, String table) {
        this.nameByArea = nameByArea;
        this.table = table;
        this.areasByName = nameByArea.keySet().stream()
                .sorted()
                .collect(Collectors.groupingBy(area -> folded(nameByArea.getOrDefault(area, area))));
    }

    /** Whether there are no areas at all. */
    boolean isEmpty() {
        return nameByArea.isEmpty();
    }

    /** @return empty: no area, or more than one, see {@link #fault} */
    Optional<String> area(String word) {
        if (nameByArea.containsKey(word)) {
            return Optional.of(word);
        }
        List<String> named = areasByName.getOrDefault(folded(word), List.of());
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** What is wrong with a word for which there is no area, and what would be right. */
    String fault(String word) {
        List<String> named = areasByName.getOrDefault(folded(word), List.of());
        String quoted = DirectoryProblem.quoted(word);
        return named.size() > 1
                ? "the name " + quoted + " belongs to several areas; write one of " + String.join(", ", named)
                : "the area " + quoted + " is not in " + table + "; add it there, or write one of "
                        + nameByArea.keySet().stream()
                                .sorted()
                                .limit(MAX_LISTED)
                                .collect(Collectors.joining(", "));
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
