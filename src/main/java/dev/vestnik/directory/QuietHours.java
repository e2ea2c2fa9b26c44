package dev.vestnik.directory;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of a day in which messages of statuses that do not wake have no sound.
 *
 * @param from the first minute
 * @param to the first minute after them; before {@code from}: on the next day
 */
public record QuietHours(LocalTime from, LocalTime to) {
    private static final Pattern HOURS =
            Pattern.compile("(\\d{1,2}):(\\d{2})\\s*[-\\u2010-\\u2015]\\s*(\\d{1,2}):(\\d{2})");

    /** @return empty: the text is not two different times such as {@code 22:00-07:00} */
    public static Optional<QuietHours> parse(String text) {
        Matcher hours = HOURS.matcher(text);
        if (!hours.matches()) {
            return Optional.empty();
        }
        try {
            QuietHours parsed = new QuietHours(time(hours, 1), time(hours, 3));
            return parsed.from.equals(parsed.to) ? Optional.empty() : Optional.of(parsed);
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static LocalTime time(Matcher hours, int group) {
        return LocalTime.of(Integer.parseInt(hours.group(group)), Integer.parseInt(hours.group(group + 1)));
    }

    public boolean contains(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean notOver = time.isBefore(to);
        return from.isBefore(to) ? begun && notOver : begun || notOver;
    }

    /** E.g. {@code 22:00–07:00}, which {@link #parse} reads. */
    @Override
    public String toString() {
        return from + "–" + to;
    }
}
