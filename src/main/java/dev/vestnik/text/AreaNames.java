package dev.vestnik.text;

import dev.vestnik.directory.CurrentDirectory;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import java.util.List;
import java.util.Locale;

/** What areas are called. */
public final class AreaNames {
    /** Where there are more, they are counted: a message has an end. */
    private static final int MOST = 20;

    private final CurrentDirectory directories;

    public AreaNames(CurrentDirectory directories) {
        this.directories = directories;
    }

    /** A line with the areas that this person answers for. */
    public Html of(Person person, Phrases phrases) {
        if (person.areas().contains("*")) {
            return phrases.html("areas.all");
        }
        if (person.areas().isEmpty()) {
            return phrases.html("areas.none");
        }
        return phrases.html(
                "areas.some", list(person.areas().stream().map(this::name).toList(), phrases));
    }

    /** The area's name, or the area itself where the directory has none. */
    public String name(String area) {
        return directories.current().areaName(area).orElse(area);
    }

    /** The areas of the directory that this person answers for, in the order of their names. */
    public List<String> answeredBy(Person person) {
        Directory directory = directories.current();
        return directory.areas().keySet().stream()
                .filter(person::answersFor)
                .sorted((one, other) -> name(one).compareToIgnoreCase(name(other)))
                .toList();
    }

    /** Names in a row, in their order; of many only the first ones. */
    public static String list(List<String> names, Phrases phrases) {
        List<String> sorted = names.stream()
                .sorted((one, other) -> one.toLowerCase(Locale.ROOT).compareTo(other.toLowerCase(Locale.ROOT)))
                .toList();
        String row = String.join(", ", sorted.subList(0, Math.min(MOST, sorted.size())));
        return sorted.size() <= MOST ? row : phrases.plain("areas.more", row, sorted.size() - MOST);
    }
}
