package dev.vestnik.directory.csv;

import dev.vestnik.directory.Directory;
import java.util.List;

/** What became of reading the directory's files. */
public sealed interface RefreshResult {
    /** They say what is in force already, or are the same bytes as last time, good or bad. */
    record Unchanged() implements RefreshResult {}

    /** A new directory is in force. */
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
     * The files are not good; the directory in force stays.
     *
     * @param problems every fault
     */
    record Refused(List<DirectoryProblem> problems) implements RefreshResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
