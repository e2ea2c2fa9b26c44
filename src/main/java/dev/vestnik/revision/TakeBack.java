package dev.vestnik.revision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a revision back into their folders, so that the files and what runs agree. What was never in force, such
 * as a file with a fault, is kept beside its file, with the ending {@code .before-<number>}.
 */
public final class TakeBack {
    private final RouteRevisions revisions;
    private final Supplier<Map<String, String>> present;

    /** @param present reads the files as they stand: their texts by their paths */
    public TakeBack(RouteRevisions revisions, Supplier<Map<String, String>> present) {
        this.revisions = revisions;
        this.present = present;
    }

    /** What became of an attempt. */
    public sealed interface Outcome {
        /** The files are written; they are in force as soon as the reload has seen them. */
        record Written(FileChanges changes) implements Outcome {}

        /** There is no such revision, any more. */
        record Gone() implements Outcome {}

        /** The files are already those of the revision. */
        record Same() implements Outcome {}

        /**
         * A folder cannot be written; nothing was changed.
         *
         * @param folder such as one that is mounted to be read only
         */
        record ReadOnly(String folder) implements Outcome {}

        /**
         * A file could not be written, although its folder may be; those before it are.
         *
         * @param reason the words of the operating system
         */
        record Failed(String file, String reason) implements Outcome {}
    }

    /** What would change in the files; empty: there is no such revision. */
    public Optional<FileChanges> changes(int number) {
        return revisions.find(number).map(revision -> FileChanges.between(present.get(), revision.files()));
    }

    /** Writes the files of a revision, each at once by a rename. */
    public synchronized Outcome to(int number) {
        Revision revision = revisions.find(number).orElse(null);
        if (revision == null) {
            return new Outcome.Gone();
        }
        Map<String, String> before = present.get();
        FileChanges changes = FileChanges.between(before, revision.files());
        if (changes.isEmpty()) {
            return new Outcome.Same();
        }
        List<String> files = Stream.of(changes.added(), changes.changed(), changes.removed())
                .flatMap(List::stream)
                .toList();
        for (String file : files) {
            Path folder = existing(Path.of(file));
            if (!Files.isWritable(folder)) {
                return new Outcome.ReadOnly(folder.toString());
            }
        }
        Revision inForce = revisions.newest().orElse(revision);
        for (String file : files) {
            try {
                keep(file, before.get(file), inForce);
                replace(Path.of(file), revision.files().get(file));
            } catch (IOException e) {
                return new Outcome.Failed(file, Objects.requireNonNullElse(e.getMessage(), e.toString()));
            }
        }
        return new Outcome.Written(changes);
    }

    /** The nearest folder that exists; a link to a file leads to the folder of its target. */
    private static Path existing(Path file) {
        Path folder = real(file).getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return folder == null ? Path.of("").toAbsolutePath() : folder;
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException absent) {
            return file.toAbsolutePath();
        }
    }

    private static void keep(String file, @Nullable String text, Revision inForce) throws IOException {
        if (text != null && !text.equals(inForce.files().get(file))) {
            Files.writeString(Path.of(file + ".before-" + inForce.number()), text);
        }
    }

    private static void replace(Path file, @Nullable String text) throws IOException {
        if (text == null) {
            Files.deleteIfExists(file);
            return;
        }
        Path target = real(file);
        Path folder = Objects.requireNonNull(target.getParent());
        Files.createDirectories(folder);
        Path temporary = folder.resolve("." + target.getFileName() + ".tmp");
        try {
            Files.writeString(temporary, text);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
