package dev.vestnik;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each route step, bean method and script that docs/event-path.md names exists. */
class EventPathTest {
    private static final Path PAGE = Path.of("docs", "event-path.md");
    private static final Path RESOURCES = Path.of("src", "main", "resources");

    @Test
    void stepsExist() throws IOException {
        List<String> routes = texts(Path.of("routes"), ".camel.yaml");

        assertThat(quoted("[a-z]+(?:-[a-z]+)+")).hasSizeGreaterThan(10).allSatisfy(step -> assertThat(routes)
                .anyMatch(text -> text.contains("id: " + step.group(1) + "\n")));
    }

    @Test
    void beanMethodsExist() throws IOException {
        assertThat(quoted("([A-Z]\\w+)\\.([a-z]\\w+)")).hasSizeGreaterThan(8).allSatisfy(method -> assertThat(
                        texts(Path.of("src", "main", "java"), "/" + method.group(2) + ".java"))
                .singleElement()
                .asString()
                .contains(" " + method.group(3) + "("));
    }

    @Test
    void scriptsExist() throws IOException {
        assertThat(quoted("[a-z_/-]+\\.lua")).hasSizeGreaterThan(4).allSatisfy(script -> assertThat(
                        Stream.of(RESOURCES, RESOURCES.resolve(Path.of("dev", "vestnik", "component", "redisstreams")))
                                .map(folder -> folder.resolve(script.group(1))))
                .anyMatch(Files::exists));
    }

    private static List<MatchResult> quoted(String regex) throws IOException {
        return Pattern.compile("`(" + regex + ")`")
                .matcher(Files.readString(PAGE))
                .results()
                .toList();
    }

    private static List<String> texts(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(suffix)).toList();
            List<String> texts = new ArrayList<>();
            for (Path file : found) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }
}
