package dev.vestnik.text;

import dev.vestnik.directory.Person;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The languages that Vestnik speaks. */
public final class Languages {
    /** Russian first. */
    public static final List<String> LANGUAGES = List.of("ru", "en");

    private final Map<String, Phrases> phrases =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Phrases::new));
    private final String otherwise;

    /**
     * @param otherwise the language of people whose own is not known
     * @throws IllegalArgumentException if Vestnik does not speak it
     */
    public Languages(String otherwise) {
        if (!LANGUAGES.contains(otherwise)) {
            throw new IllegalArgumentException(
                    "vestnik.language is \"" + otherwise + "\", but must be one of " + String.join(", ", LANGUAGES));
        }
        this.otherwise = otherwise;
    }

    /** @param language one of {@link #LANGUAGES}; of another one the default language's */
    public Phrases in(String language) {
        return Objects.requireNonNullElseGet(
                phrases.get(language), () -> Objects.requireNonNull(phrases.get(otherwise)));
    }

    /** The language of people whose own is not known. */
    public String byDefault() {
        return otherwise;
    }

    /**
     * The language to speak with somebody: the directory's word, else their Telegram's, else {@code before}.
     *
     * @param person null: not known to the directory
     * @param languageCode an IETF tag as Telegram gives it, e.g. {@code en-GB}; null: not told
     * @param before as spoken so far
     */
    public String spokenWith(@Nullable Person person, @Nullable String languageCode, String before) {
        String listed = person == null ? null : person.language();
        if (listed != null) {
            return listed;
        }
        return languageCode == null ? before : spokenBy(languageCode);
    }

    private static String spokenBy(String languageCode) {
        return languageCode.equals("ru") || languageCode.startsWith("ru-") ? "ru" : "en";
    }
}
