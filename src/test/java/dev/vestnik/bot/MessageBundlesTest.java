package dev.vestnik.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The message bundles of both languages: no missing keys, no unused keys, valid markup. */
class MessageBundlesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d+}");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z.-]*)\"");
    private static final Pattern TAG = Pattern.compile("</?([a-z-]+)>");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");

    @ParameterizedTest
    @ValueSource(strings = {"messages", "notifications"})
    void bothLanguagesSayTheSameThingsAboutTheSamePlaces(String bundle) {
        Properties russian = bundle(bundle, "ru");
        Properties english = bundle(bundle, "en");

        assertThat(russian.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        russian.stringPropertyNames().forEach(key -> {
            assertThat(places(english.getProperty(key))).as(key).isEqualTo(places(russian.getProperty(key)));
            assertThat(tags(english.getProperty(key))).as(key).isEqualTo(tags(russian.getProperty(key)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "notifications"})
    void everyTextIsSaidSomewhere(String bundle) {
        Set<String> literals = literals();
        Set<String> beginnings =
                literals.stream().filter(literal -> literal.endsWith(".")).collect(Collectors.toSet());

        assertThat(bundle(bundle, "ru").stringPropertyNames()).allSatisfy(key -> assertThat(
                        literals.contains(key) || beginnings.stream().anyMatch(key::startsWith))
                .as("%s is used", key)
                .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages_ru", "messages_en", "notifications_ru", "notifications_en"})
    void everyTextCanBeFilledInAndIsInItsLanguage(String file) {
        String language = file.substring(file.length() - 2);
        Properties texts = bundle(file.substring(0, file.length() - 3), language);
        texts.forEach((key, value) -> {
            String text = value.toString();
            assertThat(text)
                    .as("%s: a straight apostrophe hides the places behind it", key)
                    .doesNotContain("'");
            String filled = new MessageFormat(text).format(new Object[] {"A", "B", "C", "D"});
            assertThat(filled).as(key.toString()).doesNotContain("{", "}").isNotBlank();
            assertThat(text).as(key.toString()).isEqualTo(text.strip());
            if (language.equals("en")) {
                assertThat(CYRILLIC.matcher(text).find()).as(key.toString()).isFalse();
            }
        });
    }

    private static Set<String> places(String text) {
        return matches(PLACE, text).map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> tags(String text) {
        return matches(TAG, text).map(MatchResult::group).toList();
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    /** All string literals in the code that may be a key or the prefix of one. */
    private static Set<String> literals() {
        Set<String> literals = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "dev", "vestnik"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                LITERAL.matcher(Files.readString(file)).results().forEach(found -> literals.add(found.group(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return literals;
    }

    private static Properties bundle(String name, String language) {
        String path = "/" + name + "_" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(MessageBundlesTest.class.getResourceAsStream(path), path);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
