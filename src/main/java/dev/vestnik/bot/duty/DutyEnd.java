package dev.vestnik.bot.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads when a duty ends from the arguments of {@code /poolon}: {@code 8h}, {@code 90m}, {@code 8 ч}, {@code 90 мин},
 * {@code until 20:00}, {@code до 20:00} or {@code 20:00}. Without arguments a duty is as long as permitted.
 *
 * @param longest the longest duty
 */
public record DutyEnd(Duration longest) {
    private static final Pattern LENGTH =
            Pattern.compile("([0-9]{1,4}) ?(?:(h|hour|hours|ч|час|часа|часов)|(?:m|min|м|мин|минут))");
    private static final Pattern CLOCK = Pattern.compile("(?:(?:until|till|до) ?)?([01]?[0-9]|2[0-3]):([0-5][0-9])");

    /** What the arguments say. */
    public sealed interface Result {}

    /** The duty ends at this time. */
    public record Until(Instant end) implements Result {}

    /** The arguments are no time. */
    public record Unreadable() implements Result {}

    /** The duty would be longer than permitted, or would end now. */
    public record TooLong() implements Result {}

    /** @param zone the zone in which the person reads clock times */
    public Result read(String arguments, ZoneId zone, Instant now) {
        String text = arguments.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return new Until(now.plus(longest));
        }
        Matcher length = LENGTH.matcher(text);
        if (length.matches()) {
            long amount = Long.parseLong(length.group(1));
            return checked(now, length.group(2) == null ? Duration.ofMinutes(amount) : Duration.ofHours(amount));
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return checked(now, untilNext(clock, zone, now));
        }
        return new Unreadable();
    }

    /** To the next time at which a clock in this zone shows it. */
    private static Duration untilNext(Matcher clock, ZoneId zone, Instant now) {
        LocalTime time = LocalTime.of(Integer.parseInt(clock.group(1)), Integer.parseInt(clock.group(2)));
        ZonedDateTime today = now.atZone(zone).truncatedTo(ChronoUnit.DAYS).with(time);
        ZonedDateTime next = today.toInstant().isAfter(now)
                ? today
                : now.atZone(zone).plusDays(1).truncatedTo(ChronoUnit.DAYS).with(time);
        return Duration.between(now, next);
    }

    private Result checked(Instant now, Duration length) {
        return length.isZero() || length.compareTo(longest) > 0 ? new TooLong() : new Until(now.plus(length));
    }
}
