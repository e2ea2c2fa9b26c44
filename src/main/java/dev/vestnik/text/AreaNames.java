package dev.vestnik.text;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How areas are shown to people. */
public final class AreaNames {
    /** The others are counted, since a message is limited. */
    private static final int MAX_NAMES = 20;

    private final DirectoryService directories;

    public AreaNames(DirectoryService directories) {
        this.directories = directories;
    }

    /** One line with the areas that this person is responsible for. */
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

    /** One line with the quiet hours of the areas that this person is responsible for; empty: they have none. */
    public Optional<Html> quietHours(Person person, Phrases phrases) {
        List<String> quiet = areasOf(person).stream()
                .flatMap(area -> directories.current().quietHours(area).stream().map(hours -> name(area) + " " + hours))
                .toList();
        return quiet.isEmpty() ? Optional.empty() : Optional.of(phrases.html("areas.quiet", list(quiet, phrases)));
    }

    /** The name of the area; the area itself if the directory has no name for it. */
    public String name(String area) {
        return directories.current().areaName(area).orElse(area);
    }

    /** The areas of the directory that this person is responsible for, sorted by name. */
    public List<String> areasOf(Person person) {
        Directory directory = directories.current();
        return directory.areas().keySet().stream()
                .filter(person::isResponsibleFor)
                .sorted((one, other) -> name(one).compareToIgnoreCase(name(other)))
                .toList();
    }

    /** The names sorted and separated by commas; of many only the first, and the number of the others. */
    public static String list(List<String> names, Phrases phrases) {
        List<String> sorted = names.stream()
                .sorted((one, other) -> one.toLowerCase(Locale.ROOT).compareTo(other.toLowerCase(Locale.ROOT)))
                .toList();
        String row = String.join(", ", sorted.subList(0, Math.min(MAX_NAMES, sorted.size())));
        return sorted.size() <= MAX_NAMES ? row : phrases.plain("areas.more", row, sorted.size() - MAX_NAMES);
    }
}
