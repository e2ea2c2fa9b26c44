package dev.vestnik.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times: without the date if they are of today, with the year only if it is not the current one. */
public final class TimeFormat {
    private final DateTimeFormatter today;
    private final DateTimeFormatter otherDay;
    private final DateTimeFormatter otherYear;

    TimeFormat(String todayPattern, String otherDayPattern, String otherYearPattern, Locale locale) {
        this.today = DateTimeFormatter.ofPattern(todayPattern, locale);
        this.otherDay = DateTimeFormatter.ofPattern(otherDayPattern, locale);
        this.otherYear = DateTimeFormatter.ofPattern(otherYearPattern, locale);
    }

    public String format(Instant time, Instant now, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        ZonedDateTime current = now.atZone(zone);
        if (local.getYear() != current.getYear()) {
            return otherYear.format(local);
        }
        return (local.toLocalDate().equals(current.toLocalDate()) ? today : otherDay).format(local);
    }
}
