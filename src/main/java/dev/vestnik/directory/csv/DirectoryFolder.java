package dev.vestnik.directory.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the directory's files from a folder. */
public record DirectoryFolder(Path folder) implements DirectoryFiles {
    /** Bytes; room for 100,000 people. */
    private static final int MAX_FILE = 16 * 1024 * 1024;

    /** @throws IOException if it is not a regular file of up to 16 MiB; nothing is read of a device or a pipe */
    @Override
    public Optional<byte[]> read(String file) throws IOException {
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException("it is not a regular file; put a CSV file there");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                throw new IOException("it is larger than 16 MiB; a directory has one short line for each person");
            }
            return Optional.of(bytes);
        }
    }

    @Override
    public String where() {
        return folder.toString();
    }
}
