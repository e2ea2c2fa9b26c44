package dev.vestnik.text;

import dev.vestnik.directory.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The languages of Vestnik's texts, and the choice of the language for a person. */
public final class Languages {
    /** Russian is the first language. */
    public static final List<String> LANGUAGES = List.of("ru", "en");

    private final String defaultLanguage;

    /**
     * @param defaultLanguage the language of people whose own is not known
     * @throws IllegalArgumentException if it is none of {@link #LANGUAGES}
     */
    public Languages(String defaultLanguage) {
        if (!LANGUAGES.contains(defaultLanguage)) {
            throw new IllegalArgumentException("vestnik.language is \"" + defaultLanguage + "\", but must be one of "
                    + String.join(", ", LANGUAGES));
        }
        this.defaultLanguage = defaultLanguage;
    }

    /** @param language one of {@link #LANGUAGES}; any other one gives the default language */
    public Phrases in(String language) {
        return Phrases.in(LANGUAGES.contains(language) ? language : defaultLanguage);
    }

    /** The language of people whose own is not known. */
    public String byDefault() {
        return defaultLanguage;
    }

    /**
     * The language for a person: that of the directory, else that of the person's Telegram, else {@code before}.
     *
     * @param person null: not known to the directory
     * @param languageCode the IETF tag that Telegram gives, e.g. {@code en-GB}; null: not given
     * @param before the language used so far
     */
    public String spokenWith(@Nullable Person person, @Nullable String languageCode, String before) {
        String listed = person == null ? null : person.language();
        if (listed != null) {
            return listed;
        }
        return languageCode == null ? before : ofTelegram(languageCode);
    }

    private static String ofTelegram(String languageCode) {
        return languageCode.equals("ru") || languageCode.startsWith("ru-") ? "ru" : "en";
    }
}
