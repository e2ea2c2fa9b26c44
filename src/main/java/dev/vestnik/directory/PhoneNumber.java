package dev.vestnik.directory;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Phone numbers in E.164: a plus, the country code, the number; at most 15 digits (ITU-T E.164, 6.2). */
public final class PhoneNumber {
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    /** The library also accepts letters, extensions and the digits of other scripts. */
    private static final Pattern DIGITS_AND_PUNCTUATION =
            Pattern.compile("\\+?[0-9 \\u00a0\\u2009\\u202f().\\u2010\\u2011\\u2013-]+");

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** A number without country code is Russian. */
    private static final String DEFAULT_REGION = "RU";

    private static final String SAMPLE_PREFIX = "+7000000";

    private PhoneNumber() {}

    /**
     * The number in E.164, from the usual notations: {@code +7 (916) 123-45-67}, {@code 79161234567} (as Telegram gives
     * contacts), {@code 007 916 123-45-67}, and in Russia {@code 8 916 123-45-67}.
     *
     * @return empty if the text is not a phone number
     */
    public static Optional<String> normalise(String written) {
        return number(written).map(PhoneNumber::e164);
    }

    /**
     * A text that should be a phone number.
     *
     * @param e164 empty: it is none
     * @param fault why nobody can have this number, since its country code or its number of digits is not used: the end of a
     *     sentence, without the number; empty: it may be somebody's number
     */
    public record Reading(Optional<String> e164, Optional<String> fault) {}

    /** The number, and what is wrong with it. */
    public static Reading read(String written) {
        if (written.isBlank()) {
            return new Reading(Optional.empty(), Optional.of("is missing"));
        }
        Optional<Phonenumber.PhoneNumber> number = number(written);
        return new Reading(number.map(PhoneNumber::e164), fault(written, number));
    }

    private static Optional<String> fault(String written, Optional<Phonenumber.PhoneNumber> number) {
        if (number.isEmpty()) {
            return Optional.of(
                    written.strip().startsWith("+")
                            ? "has no known country code, or is not a number"
                            : "is not a number");
        }
        return switch (LIBRARY.isPossibleNumberWithReason(number.get())) {
            case IS_POSSIBLE -> Optional.empty();
            case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY -> Optional.of("is too short for its country");
            case TOO_LONG -> Optional.of("is too long for its country");
            default -> Optional.of("has a number of digits that its country does not use");
        };
    }

    /** Whether this number belongs to a sample person of the sandbox, whom a real bot must never accept. */
    public static boolean isSample(String e164) {
        return e164.startsWith(SAMPLE_PREFIX);
    }

    private static Optional<Phonenumber.PhoneNumber> number(String written) {
        String text = written.strip();
        return DIGITS_AND_PUNCTUATION.matcher(text).matches()
                ? parse(text).filter(number -> E164.matcher(e164(number)).matches())
                : Optional.empty();
    }

    private static String e164(Phonenumber.PhoneNumber number) {
        return LIBRARY.format(number, PhoneNumberFormat.E164);
    }

    private static Optional<Phonenumber.PhoneNumber> parse(String text) {
        if (text.startsWith("+")) {
            return parse(text, null);
        }
        if (text.startsWith("00")) {
            return parse("+" + text.substring(2), null);
        }
        if (text.matches("8[^0-9].*")) {
            return parse(text, DEFAULT_REGION);
        }
        Optional<Phonenumber.PhoneNumber> international = parse("+" + text, null);
        return international
                .filter(LIBRARY::isValidNumber)
                .or(() -> parse(text, DEFAULT_REGION).filter(LIBRARY::isValidNumber))
                .or(() -> international);
    }

    private static Optional<Phonenumber.PhoneNumber> parse(String text, @Nullable String region) {
        try {
            return Optional.of(LIBRARY.parse(text, region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
