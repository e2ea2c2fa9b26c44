package dev.vestnik;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each row of docs/original.md names an existing class, route step or setting, and a test that names the part. */
class OriginalTableTest {
    private static final Path TABLE = Path.of("docs", "original.md");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("(\\w+(?:Test|IT))\\.(\\w+)");

    /** @param name of the part of the original */
    private record Row(String name, String here, String tests) {
        static Row of(String line) {
            String[] cells = line.split("\\|");
            return new Row(cells[1].strip(), cells[3].strip(), cells[4].strip());
        }
    }

    @TestFactory
    Stream<DynamicTest> eachPartOfTheOriginalHasItsHomeAndATestThatNamesIt() throws IOException {
        List<Row> rows = Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| the original"))
                .map(Row::of)
                .toList();
        assertThat(rows).hasSizeGreaterThan(40);
        String program = text(Path.of("routes"), ".yaml");
        String settings = text(Path.of("src", "main", "resources"), ".yml")
                + text(Path.of("src", "main", "java", "dev", "vestnik", "config"), ".java");
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    quoted(row.here()).forEach(home -> assertThat(exists(home, program, settings))
                            .as("%s is in the program, the sources or the settings", home)
                            .isTrue());
                    assertThat(quoted(row.tests()).map(OriginalTableTest::words))
                            .as("a test that names %s", row.name())
                            .anyMatch(words -> words.contains(plain(row.name())));
                }));
    }

    private static boolean exists(String home, String program, String settings) {
        if (home.matches("[A-Z][a-z]\\w+")) {
            return source(Path.of("src", "main", "java"), home).isPresent();
        }
        if (home.endsWith(".yaml")) {
            return Files.exists(Path.of("routes", home));
        }
        if (home.endsWith(":") || home.equals("getMe")) {
            return true;
        }
        return program.contains("id: " + home + "\n") || settings.contains("${" + home + ":");
    }

    /** The test's class, name and display name. */
    private static String words(String test) {
        Matcher name = TEST.matcher(test);
        assertThat(name.matches()).as("%s is Class.method", test).isTrue();
        Path file = source(Path.of("src", "test", "java"), name.group(1)).orElseThrow(() -> new AssertionError(test));
        Matcher method = Pattern.compile("@Test\\s+(@DisplayName\\(([^)]*)\\)\\s+)?void " + name.group(2) + "\\(")
                .matcher(read(file));
        assertThat(method.find()).as("%s exists", test).isTrue();
        return plain(test + " " + (method.group(2) == null ? "" : method.group(2)));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z:_]", "");
    }

    private static Stream<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(found -> found.group(1)).toList().stream();
    }

    private static Optional<Path> source(Path root, String name) {
        return files(root).stream()
                .filter(file -> file.getFileName().toString().equals(name + ".java"))
                .findFirst();
    }

    private static String text(Path root, String ending) {
        StringBuilder all = new StringBuilder();
        files(root).stream().filter(file -> file.toString().endsWith(ending)).forEach(file -> all.append(read(file)));
        return all.toString();
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
