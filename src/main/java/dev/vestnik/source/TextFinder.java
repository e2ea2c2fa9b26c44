package dev.vestnik.source;

import dev.vestnik.event.IpAddress;
import inet.ipaddr.IPAddress;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds addresses, phones and durations in the texts of monitoring systems. */
public final class TextFinder {
    /** How much of a text is read, characters. */
    private static final int MAX_TEXT = 16 * 1024;

    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]+");

    /** With a country code, or as people in Russia write one; other digits may be a date. */
    private static final Pattern PHONE =
            Pattern.compile("\\+[0-9][0-9 ().-]{5,24}[0-9]|(?<![0-9+])[78][0-9 ().-]{9,20}[0-9]");

    private static final Pattern PARTS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|d|w)\\s*");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private TextFinder() {}

    /** The first IPv4 or IPv6 address in a text, such as {@code 10.1.2.3} in {@code http://10.1.2.3:9100/metrics}. */
    public static Optional<String> ip(String text) {
        String read = beginning(text);
        Matcher found = ADDRESS.matcher(read);
        while (found.find()) {
            if (!isPartOfWord(read, found.start() - 1) && !isPartOfWord(read, found.end())) {
                Optional<String> address = address(found.group());
                if (address.isPresent()) {
                    return address;
                }
            }
        }
        return Optional.empty();
    }

    /** With a port, or the full stop of a sentence, behind it. */
    private static Optional<String> address(String candidate) {
        String bare = candidate.replaceAll("[.:]+$", candidate.endsWith("::") ? "::" : "");
        int colon = bare.indexOf(':');
        boolean withPort = colon > 0 && colon == bare.lastIndexOf(':');
        String address = withPort ? bare.substring(0, colon) : bare;
        boolean shaped = bare.chars().anyMatch(Character::isLetterOrDigit)
                && (address.indexOf('.') != address.lastIndexOf('.')
                        || address.indexOf(':') >= 0 && address.indexOf(':') != address.lastIndexOf(':'));
        return shaped ? IpAddress.address(address).map(IPAddress::toCanonicalString) : Optional.empty();
    }

    private static boolean isPartOfWord(String text, int at) {
        return at >= 0
                && at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_' || text.charAt(at) == '-');
    }

    /** The first phone in a text. @param phones converts a phone to E.164; empty: not a phone */
    public static Optional<String> phone(String text, Function<String, Optional<String>> phones) {
        Matcher found = PHONE.matcher(beginning(text));
        while (found.find()) {
            Optional<String> phone = phones.apply(found.group());
            if (phone.isPresent()) {
                return phone;
            }
        }
        return Optional.empty();
    }

    /**
     * A duration in ISO 8601, from {@code 5m}, {@code 1h30m}, {@code 1d 2h}, a number of seconds, or ISO 8601.
     *
     * @return empty if the text is none of these
     */
    public static Optional<String> duration(String text) {
        String written = text.strip();
        try {
            if (written.startsWith("P")) {
                return Optional.of(Duration.parse(written).toString());
            }
            if (SECONDS.matcher(written).matches()) {
                return Optional.of(seconds(new BigDecimal(written)).toString());
            }
            Matcher parts = PARTS.matcher(written);
            Duration sum = Duration.ZERO;
            int end = 0;
            while (end < written.length() && parts.find(end) && parts.start() == end) {
                BigDecimal unit = BigDecimal.valueOf(
                        UNITS.getOrDefault(parts.group(2), Duration.ZERO).toMillis(), 3);
                sum = sum.plus(seconds(new BigDecimal(parts.group(1)).multiply(unit)));
                end = parts.end();
            }
            return end > 0 && end == written.length() ? Optional.of(sum.toString()) : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Duration seconds(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }

    private static String beginning(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
