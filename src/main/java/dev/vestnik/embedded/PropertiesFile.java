package dev.vestnik.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** A properties file by which processes on one folder find each other. Only its owner can read it. */
record PropertiesFile(Path path) {
    /** The properties; empty if the file does not exist or is damaged. */
    Properties read() throws IOException {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            values.load(reader);
        } catch (NoSuchFileException none) {
            return values;
        } catch (IllegalArgumentException damaged) {
            return new Properties();
        }
        return values;
    }

    /** Replaces the file atomically. */
    void write(Properties values) throws IOException {
        StringWriter text = new StringWriter();
        values.store(text, null);
        Path folder = path.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(folder, path.getFileName().toString(), ".new");
        try {
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(fresh, text.toString());
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
