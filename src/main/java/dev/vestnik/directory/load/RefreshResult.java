package dev.vestnik.directory.load;

import dev.vestnik.directory.Directory;
import java.util.List;
import java.util.Optional;

/** The result of looking for a new directory. */
public sealed interface RefreshResult {
    /** It has the content of the current directory, or of the last one that was looked at, valid or not. */
    record Unchanged() implements RefreshResult {}

    /** A route delivers the directory, and has not done so since the start. */
    record Awaited() implements RefreshResult {}

    /** The directory was replaced. */
    record Replaced(Directory before, Directory after) implements RefreshResult {
        /**
         * E.g. {@code 120 people, 14 areas, 310 ranges (people: 2 new, 1 removed; 3 ranges lie within one of another area, and
         * the inner one decides)}.
         */
        public String summary() {
            long joined = after.people().stream()
                    .filter(person -> before.person(person.phone()).isEmpty())
                    .count();
            long left = before.people().stream()
                    .filter(person -> after.person(person.phone()).isEmpty())
                    .count();
            int overlaps = after.overlaps();
            return after + " (people: " + joined + " new, " + left + " removed"
                    + (overlaps == 0
                            ? ""
                            : "; " + (overlaps == 1 ? "1 range lies" : overlaps + " ranges lie")
                                    + " within one of another area, and the inner one decides")
                    + ")";
        }
    }

    /**
     * The new directory is not valid, or would log out too many people; the one in force stays.
     *
     * @param problems all errors
     * @param removals the reason, if it is valid
     */
    record Refused(List<DirectoryProblem> problems, Optional<Removals> removals) implements RefreshResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * How many people would be logged out.
     *
     * @param removed of those who are logged in and in the directory
     * @param loggedIn all of these
     * @param names of those who would be logged out, the first in order
     */
    record Removals(int removed, int loggedIn, List<String> names) {
        public Removals {
            names = List.copyOf(names);
        }

        /** Without names. */
        @Override
        public String toString() {
            return removed + " of " + loggedIn;
        }
    }
}
