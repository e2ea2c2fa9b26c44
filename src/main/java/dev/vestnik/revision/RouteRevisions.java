package dev.vestnik.revision;

import dev.vestnik.store.RedisJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last {@value #KEPT} revisions of the route files, in a folder that survives a restart; processes with the same working
 * folder share them. Each is one file of JSON, which only its owner may read, since route files may hold passwords. It is
 * written at once or not at all.
 */
public final class RouteRevisions {
    /** How many are kept. */
    public static final int KEPT = 20;

    private static final Logger LOG = LoggerFactory.getLogger(RouteRevisions.class);
    private static final Pattern NAME = Pattern.compile("(\\d{1,9})\\.json");

    private final Path folder;
    private final Clock clock;

    /** @param folder is made with the first revision */
    public RouteRevisions(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Keeps these files as the newest revision, unless it is the same. A folder that cannot be written is logged; the files are
     * in force all the same.
     *
     * @param files the texts by the paths of their files
     */
    public synchronized void add(Map<String, String> files) {
        try {
            Files.createDirectories(folder);
            while (true) {
                Optional<Revision> last = newest();
                if (last.map(Revision::files).filter(files::equals).isPresent()
                        || write(new Revision(
                                numbers().stream().findFirst().orElse(0) + 1,
                                clock.instant(),
                                files,
                                last.map(before -> FileChanges.between(before.files(), files))
                                        .orElse(FileChanges.NONE)))) {
                    break;
                }
            }
            for (int number : numbers().stream().skip(KEPT).toList()) {
                Files.deleteIfExists(file(number));
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("No revision of the route files is kept: {} cannot be written ({})", folder, e.toString());
        }
    }

    /** @return false if another process has taken the number */
    private boolean write(Revision revision) throws IOException {
        Path temporary = Files.createTempFile(folder, "revision", ".tmp");
        try {
            Files.writeString(temporary, RedisJson.write(revision));
            Files.move(temporary, file(revision.number()));
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The newest first; one that cannot be read is left out. */
    public List<Revision> all() {
        return numbers().stream().flatMap(number -> find(number).stream()).toList();
    }

    /** The revision in force; empty: none was kept. */
    public Optional<Revision> newest() {
        return numbers().stream().flatMap(number -> find(number).stream()).findFirst();
    }

    public Optional<Revision> find(int number) {
        try {
            return Optional.of(RedisJson.read(Files.readString(file(number)), Revision.class));
        } catch (IOException | IllegalStateException gone) {
            return Optional.empty();
        }
    }

    /** What differs between a revision and the one before it, line by line; empty: there is no such revision. */
    public Optional<String> difference(int number) {
        return find(number)
                .map(revision -> revision.difference(
                        find(number - 1).map(Revision::files).orElse(revision.files())));
    }

    /** The largest first. */
    private List<Integer> numbers() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Integer> numbers = new ArrayList<>();
            files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .forEach(name -> numbers.add(Integer.valueOf(name.group(1))));
            numbers.sort(Comparator.reverseOrder());
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int number) {
        return folder.resolve(number + ".json");
    }
}
