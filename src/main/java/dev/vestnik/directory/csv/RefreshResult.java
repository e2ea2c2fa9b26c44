package dev.vestnik.directory.csv;

import dev.vestnik.directory.Directory;
import java.util.List;

/** The result of reading the directory's files. */
public sealed interface RefreshResult {
    /** The files have the content of the current directory, or the same bytes as last time, valid or not. */
    record Unchanged() implements RefreshResult {}

    /** The directory was replaced. */
    record Replaced(Directory before, Directory after) implements RefreshResult {
        /** E.g. {@code 120 people, 14 areas, 310 ranges (people: 2 new, 1 removed)}. */
        public String summary() {
            long joined = after.people().stream()
                    .filter(person -> before.person(person.phone()).isEmpty())
                    .count();
            long left = before.people().stream()
                    .filter(person -> after.person(person.phone()).isEmpty())
                    .count();
            return after + " (people: " + joined + " new, " + left + " removed)";
        }
    }

    /**
     * The files are not valid; the directory stays.
     *
     * @param problems all errors
     */
    record Refused(List<DirectoryProblem> problems) implements RefreshResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
