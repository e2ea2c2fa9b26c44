package dev.vestnik.event;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads points in time and durations in the notations that monitoring systems use. */
final class TimeReader {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** ISO 8601, extended or basic; the zone is required. */
    private static final Pattern ISO_TIME = Pattern.compile("(\\d{4})-?(\\d\\d)-?(\\d\\d)[Tt ](\\d\\d):?(\\d\\d)"
            + "(?::?(\\d\\d)(?:[.,](\\d{1,9})\\d{0,20})?)? ?([Zz]|[+-]\\d\\d(?::?\\d\\d){0,2})");

    /** ISO 8601 without years and months, whose length is not fixed. */
    private static final Pattern ISO_DURATION = Pattern.compile(
            "P(?:(N)W)?(?:(N)D)?(?:T(?:(N)H)?(?:(N)M)?(?:(N)S)?)?".replace("N", "\\d{1,9}(?:[.,]\\d{1,9})?"),
            Pattern.CASE_INSENSITIVE);

    private static final Duration[] UNITS = {
        Duration.ofDays(7), Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(1)
    };

    /** Seconds, milliseconds, microseconds or nanoseconds since 1970; 12 digits of seconds are after the year 9999. */
    private static final Pattern EPOCH = Pattern.compile("\\d{1,19}(?:\\.\\d{1,20})?");

    private static final int MAX_DIGITS_OF_SECONDS = 11;

    private TimeReader() {}

    /**
     * A point in time from 1970 to 9999: ISO 8601 with a zone, or a number since 1970, whose size shows its unit. A leap
     * second is the first second of the next minute.
     *
     * @return empty if the text is none of these
     */
    static Optional<Instant> time(String text) {
        try {
            return (EPOCH.matcher(text).matches() ? epoch(text) : iso(text))
                    .filter(time -> !time.isBefore(EARLIEST) && !time.isAfter(LATEST));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * A duration above zero of up to ten years: ISO 8601 in weeks, days, hours, minutes and seconds, each with decimals.
     *
     * @return empty if the text is not such a duration
     */
    static Optional<Duration> duration(String text) {
        Matcher parts = ISO_DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        for (int i = 0; i < UNITS.length; i++) {
            String number = parts.group(i + 1);
            if (number != null) {
                BigDecimal seconds =
                        new BigDecimal(number.replace(',', '.')).multiply(BigDecimal.valueOf(UNITS[i].toSeconds()));
                sum = sum.plusNanos(seconds.min(BigDecimal.valueOf(LONGEST.toSeconds() + 1))
                        .movePointRight(9)
                        .longValue());
            }
        }
        return sum.isZero() || sum.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(sum);
    }

    private static Optional<Instant> epoch(String text) {
        int digits = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
        int shift = digits <= MAX_DIGITS_OF_SECONDS ? 0 : digits <= 14 ? 3 : digits <= 17 ? 6 : 9;
        BigDecimal nanos = new BigDecimal(text).movePointRight(9 - shift).setScale(0, RoundingMode.DOWN);
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.TEN.pow(9));
        return Optional.of(Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact()));
    }

    private static Optional<Instant> iso(String text) {
        Matcher parts = ISO_TIME.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int second = parts.group(6) == null ? 0 : number(parts, 6);
        boolean leap = second == 60;
        String fraction = parts.group(7) == null ? "" : parts.group(7);
        Instant time = OffsetDateTime.of(
                        number(parts, 1),
                        number(parts, 2),
                        number(parts, 3),
                        number(parts, 4),
                        number(parts, 5),
                        leap ? 59 : second,
                        Integer.parseInt((fraction + "000000000").substring(0, 9)),
                        zone(parts.group(8)))
                .toInstant();
        return Optional.of(leap ? time.plusSeconds(1) : time);
    }

    private static ZoneOffset zone(String text) {
        return text.equalsIgnoreCase("Z") ? ZoneOffset.UTC : ZoneOffset.of(text);
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
