package dev.vestnik.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times: without the date if they are of today, else with it. */
public final class TimeFormat {
    private final DateTimeFormatter today;
    private final DateTimeFormatter otherDay;

    TimeFormat(String todayPattern, String otherDayPattern, Locale locale) {
        this.today = DateTimeFormatter.ofPattern(todayPattern, locale);
        this.otherDay = DateTimeFormatter.ofPattern(otherDayPattern, locale);
    }

    public String format(Instant time, Instant now, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        boolean isToday = local.toLocalDate().equals(LocalDate.ofInstant(now, zone));
        return (isToday ? today : otherDay).format(local);
    }
}
