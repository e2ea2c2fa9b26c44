package dev.vestnik.text;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** What Vestnik says in one language. */
public final class Phrases {
    private final String language;
    private final Locale locale;
    private final ResourceBundle bundle;

    Phrases(String language) {
        this.language = language;
        this.locale = Locale.forLanguageTag(language);
        this.bundle = ResourceBundle.getBundle(
                "messages", locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
    }

    /** {@code ru} or {@code en}. */
    public String language() {
        return language;
    }

    /**
     * A phrase for a message, with its mark-up.
     *
     * @param parts what stands in its places: escaped, unless it is {@link Html} already
     */
    public Html html(String key, Object... parts) {
        Object[] escaped = Arrays.stream(parts)
                .map(part -> part instanceof String text ? Html.of(text).code() : part)
                .toArray();
        return new Html(format(key, escaped));
    }

    /** A phrase for what Telegram shows as it is: labels of buttons, answers to a press, descriptions of commands. */
    public String plain(String key, Object... parts) {
        return format(key, parts);
    }

    private String format(String key, Object[] parts) {
        return new MessageFormat(bundle.getString(key), locale).format(parts);
    }
}
