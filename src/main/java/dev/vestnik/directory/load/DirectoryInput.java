package dev.vestnik.directory.load;

import java.util.List;
import java.util.Map;

/** What is to become the directory: the files as they are now, or what a route has delivered. */
public interface DirectoryInput {
    /** A text that differs if the content differs. */
    String digest();

    /** The table as sentences name it, such as {@code people.csv}. */
    String name(TableKind kind);

    /**
     * All tables; one that cannot be read is empty.
     *
     * @param problems receives the errors; rows without one are read nevertheless
     */
    Map<TableKind, DirectoryTable> tables(List<DirectoryProblem> problems);
}
