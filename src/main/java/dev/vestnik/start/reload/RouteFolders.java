package dev.vestnik.start.reload;

import dev.vestnik.start.routes.RouteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folders that Camel loads route files from. */
public final class RouteFolders {
    private static final String FILE = "file:";
    private static final String ANYWHERE = "lastModifiedTime,size,fileKey";
    private static final String UNIX = "unix:" + ANYWHERE + ",ctime";

    private final List<Path> patterns;

    /** @param includePattern the value of {@code camel.main.routes-include-pattern}; only its {@code file:} parts are watched */
    public RouteFolders(String includePattern) {
        patterns = Arrays.stream(includePattern.split(","))
                .map(String::strip)
                .filter(pattern -> pattern.startsWith(FILE))
                .map(pattern -> Path.of(pattern.substring(FILE.length())))
                .toList();
    }

    /** The files of this moment, in the order in which they are loaded. */
    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path pattern : patterns) {
            Path folder = pattern.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                continue;
            }
            PathMatcher wanted = FileSystems.getDefault().getPathMatcher("glob:" + pattern.getFileName());
            try (Stream<Path> content = Files.list(folder)) {
                content.filter(file -> wanted.matches(file.getFileName()))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    /** The texts of the files, by their paths. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        read().forEach((path, file) -> texts.put(path.toString(), file.text()));
        return texts;
    }

    /** The files with their text. */
    Map<Path, RouteFile> read() {
        Map<Path, RouteFile> read = new LinkedHashMap<>();
        files().forEach(file -> read.put(file, RouteFile.read(file)));
        return read;
    }

    /**
     * Equal as long as no file was written, replaced, added or removed; follows links, as those of a mounted ConfigMap. Programs
     * that copy may keep the time of the last change, but not that of the file's own entry, where the file system has it.
     *
     * @param more other files, to which the same applies
     */
    Map<Path, String> stamp(List<Path> more) {
        Map<Path, String> stamp = new LinkedHashMap<>();
        List<Path> all = files();
        all.addAll(more);
        for (Path file : all) {
            try {
                boolean unix =
                        file.getFileSystem().supportedFileAttributeViews().contains("unix");
                stamp.put(
                        file,
                        Files.readAttributes(file, unix ? UNIX : ANYWHERE)
                                .values()
                                .toString());
            } catch (IOException gone) {
                stamp.put(file, "gone");
            }
        }
        return stamp;
    }
}
