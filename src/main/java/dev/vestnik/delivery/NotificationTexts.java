package dev.vestnik.delivery;

import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.PluralForm;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The words of notifications in one language, from the bundles {@code notifications_ru} and {@code notifications_en}.
 */
public final class NotificationTexts {
    private static final Map<String, NotificationTexts> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final String language;
    private final Locale locale;
    private final ResourceBundle bundle;
    private final Times times;
    private final Times shortTimes;

    private NotificationTexts(String language) {
        this.language = language;
        this.locale = Locale.forLanguageTag(language);
        this.bundle = ResourceBundle.getBundle(
                "notifications",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.times = new Times(formatter("time.today"), formatter("time.other"));
        this.shortTimes = new Times(formatter("time.digest.today"), formatter("time.digest.other"));
    }

    /** @throws java.util.MissingResourceException if the language is neither {@code ru} nor {@code en} */
    public static NotificationTexts in(String language) {
        return BY_LANGUAGE.computeIfAbsent(language, NotificationTexts::new);
    }

    String get(String key, Object... values) {
        String text = bundle.getString(key);
        return values.length == 0 ? text : new MessageFormat(text, locale).format(values);
    }

    /** Such as «5 событий». */
    public String events(int count) {
        return get("events." + PluralForm.of(language, count).name().toLowerCase(Locale.ROOT), Integer.toString(count));
    }

    String language() {
        return language;
    }

    String capitalised(String words) {
        if (words.isEmpty()) {
            return words;
        }
        int first = words.offsetByCodePoints(0, 1);
        return words.substring(0, first).toUpperCase(locale) + words.substring(first);
    }

    /** When something happened, told at {@code now}. */
    String time(Instant then, Instant now, ReaderLocale reader) {
        return times.show(then, now, reader);
    }

    /** The same, shorter. */
    String shortTime(Instant then, Instant now, ReaderLocale reader) {
        return shortTimes.show(then, now, reader);
    }

    private DateTimeFormatter formatter(String key) {
        return DateTimeFormatter.ofPattern(bundle.getString(key), locale);
    }

    /** How a moment of the day on which it is told is shown, and how another. */
    private record Times(DateTimeFormatter today, DateTimeFormatter other) {
        String show(Instant then, Instant now, ReaderLocale reader) {
            ZonedDateTime local = then.atZone(reader.zone());
            boolean isToday = local.toLocalDate().equals(LocalDate.ofInstant(now, reader.zone()));
            return (isToday ? today : other).format(local);
        }
    }
}
