package dev.vestnik.text;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts that people read, in one language: those of the conversation (bundle {@code messages}) and those of
 * notifications (bundle {@code notifications}).
 */
public final class Phrases {
    private static final List<String> BUNDLES = List.of("messages", "notifications");
    private static final Map<String, Phrases> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final String language;
    private final Locale locale;
    private final Map<String, String> texts = new HashMap<>();
    private final TimeFormat time;
    private final TimeFormat shortTime;

    private Phrases(String language) {
        this.language = language;
        this.locale = Locale.forLanguageTag(language);
        BUNDLES.forEach(this::load);
        this.time = new TimeFormat(text("time.today"), text("time.other"), text("time.other"), locale);
        this.shortTime =
                new TimeFormat(text("time.digest.today"), text("time.digest.other"), text("time.digest.year"), locale);
    }

    private void load(String name) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                name, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        for (Enumeration<String> keys = bundle.getKeys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            texts.put(key, bundle.getString(key));
        }
    }

    /**
     * The texts in this language.
     *
     * @param language one of {@link Languages#LANGUAGES}
     * @throws MissingResourceException if there are no texts in this language
     */
    public static Phrases in(String language) {
        return BY_LANGUAGE.computeIfAbsent(language, Phrases::new);
    }

    /** {@code ru} or {@code en}. */
    public String language() {
        return language;
    }

    /**
     * A text with its mark-up.
     *
     * @param parts the values of its placeholders: escaped, unless they are {@link Html}
     * @throws MissingResourceException if there is no text of this key; so do the other methods
     */
    public Html html(String key, Object... parts) {
        Object[] escaped = Arrays.stream(parts)
                .map(part -> part instanceof String text ? Html.of(text).code() : part)
                .toArray();
        return new Html(format(key, escaped));
    }

    /** A text without mark-up, e.g. the label of a button, the answer to a press, the description of a command. */
    public String plain(String key, Object... parts) {
        return format(key, parts);
    }

    /** The number with its noun, e.g. "5 events". */
    public String events(int count) {
        return format("events." + form(count), Integer.toString(count));
    }

    /** A text with a number in it; {@code key} is its beginning, followed by {@code one}, {@code few} or {@code many}. */
    public Html counted(String key, int count) {
        return html(key + form(count), Integer.toString(count));
    }

    private String form(int count) {
        return PluralForm.of(language, count).name().toLowerCase(Locale.ROOT);
    }

    /** How a notification shows the time of its event. */
    public TimeFormat time() {
        return time;
    }

    /** How a line of a digest shows the time of its event. */
    public TimeFormat shortTime() {
        return shortTime;
    }

    /** How people call a time zone at a time: {@code МСК}, or the offset, e.g. {@code UTC+7}. */
    public String zone(ZoneId zone, Instant time) {
        if (zone.getId().equals("Europe/Moscow")) {
            return text("time.zone.moscow");
        }
        ZoneOffset offset = zone.getRules().getOffset(time);
        String hours = offset.getId().equals("Z") ? "" : offset.getId().replaceFirst("([+-])0?", "$1");
        return "UTC" + hours.replace(":00", "");
    }

    public String capitalised(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int second = text.offsetByCodePoints(0, 1);
        return text.substring(0, second).toUpperCase(locale) + text.substring(second);
    }

    private String format(String key, Object... parts) {
        return new MessageFormat(text(key), locale).format(parts);
    }

    private String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new MissingResourceException("There is no text " + key + " in " + language, "Phrases", key);
        }
        return text;
    }
}
