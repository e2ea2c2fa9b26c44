package dev.vestnik.directory.csv;

import java.io.IOException;
import java.util.Optional;

/** The source of the directory's files: a folder, or the sample of the sandbox. */
public interface DirectorySource {
    /** @return empty: the file does not exist */
    Optional<byte[]> read(String file) throws IOException;

    /** The location for messages, e.g. {@code data/directory}. */
    String where();
}
