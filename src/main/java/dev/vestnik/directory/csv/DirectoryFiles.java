package dev.vestnik.directory.csv;

import dev.vestnik.directory.load.DirectoryInput;
import dev.vestnik.directory.load.DirectorySource;
import java.io.IOException;
import java.util.Optional;

/** The three files: a folder, or the sample of the sandbox. */
public interface DirectoryFiles extends DirectorySource {
    /** @return empty: the file does not exist */
    Optional<byte[]> read(String file) throws IOException;

    /** The location for messages, e.g. {@code data/directory}. */
    String where();

    @Override
    default Optional<DirectoryInput> input() {
        return Optional.of(CsvInput.read(this));
    }
}
