package dev.vestnik;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the source files of the main code. Each file has one top-level class. */
class SourceLayoutTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MAX_CLASSES = 16;

    /** Packages that are still larger. */
    private static final Set<String> LARGE_PACKAGES = Set.of("dev/vestnik/component/redisstreams", "dev/vestnik/flow");

    @Test
    void noTwoClassesHaveTheSameSimpleName() throws IOException {
        Map<String, List<Path>> byName = sources()
                .collect(Collectors.groupingBy(SourceLayoutTest::simpleName, TreeMap::new, Collectors.toList()));
        byName.values().removeIf(files -> files.size() == 1);

        assertThat(byName).isEmpty();
    }

    @Test
    void noPackageHasMoreThanSixteenClasses() throws IOException {
        Map<String, Long> sizes =
                sources().collect(Collectors.groupingBy(SourceLayoutTest::folder, TreeMap::new, Collectors.counting()));
        sizes.keySet().removeAll(LARGE_PACKAGES);
        sizes.values().removeIf(size -> size <= MAX_CLASSES);

        assertThat(sizes).isEmpty();
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !simpleName(file).equals("package-info"))
                    .toList()
                    .stream();
        }
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String folder(Path file) {
        return SOURCES.relativize(file.getParent()).toString().replace('\\', '/');
    }
}
