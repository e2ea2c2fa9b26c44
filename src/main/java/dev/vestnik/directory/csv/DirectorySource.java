package dev.vestnik.directory.csv;

import java.io.IOException;
import java.util.Optional;

/** Where the files of the directory come from: a folder, or the sandbox's sample. */
public interface DirectorySource {
    /** @return empty: there is no such file */
    Optional<byte[]> read(String file) throws IOException;

    /** Where it is, for sentences, e.g. {@code data/directory}. */
    String where();
}
