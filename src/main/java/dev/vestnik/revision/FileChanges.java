package dev.vestnik.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that differ between two states, each list in the order of their paths. */
public record FileChanges(List<String> added, List<String> changed, List<String> removed) {
    static final FileChanges NONE = new FileChanges(List.of(), List.of(), List.of());

    public FileChanges {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }

    /** @param before the texts by the paths of their files; so is {@code after} */
    public static FileChanges between(Map<String, String> before, Map<String, String> after) {
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        new TreeMap<>(after).forEach((file, text) -> {
            if (!before.containsKey(file)) {
                added.add(file);
            } else if (!text.equals(before.get(file))) {
                changed.add(file);
            }
        });
        List<String> removed = new TreeSet<>(before.keySet())
                .stream().filter(file -> !after.containsKey(file)).toList();
        return new FileChanges(added, changed, removed);
    }

    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /** All of them, e.g. {@code changed routes/cards.camel.yaml; removed routes/local/disk.camel.yaml}. */
    public String text() {
        return Stream.of(Map.entry("added ", added), Map.entry("changed ", changed), Map.entry("removed ", removed))
                .filter(kind -> !kind.getValue().isEmpty())
                .map(kind -> kind.getKey() + String.join(", ", kind.getValue()))
                .collect(Collectors.joining("; "));
    }
}
