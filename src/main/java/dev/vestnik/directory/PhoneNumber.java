package dev.vestnik.directory;

import java.util.Optional;
import java.util.regex.Pattern;

/** Phone numbers in E.164: a plus, the country, the number; 15 digits at most (ITU-T E.164, 6.2). */
public final class PhoneNumber {
    private static final Pattern WRITTEN =
            Pattern.compile("\\+?[0-9][0-9 \\u00a0\\u2009\\u202f().\\u2010\\u2011\\u2013-]*");
    private static final Pattern PUNCTUATION = Pattern.compile("[^0-9]");
    /** A Russian trunk 8 that is set off from the rest of its eleven digits, as in 8 (495) 123-45-67. */
    private static final Pattern TRUNK_APART = Pattern.compile("8[^0-9].*");
    /**
     * A Russian or Kazakh trunk 8 that is not set off. Only what no country code begins with: +83 and +89 are not
     * assigned, and numbers of +87 have other lengths. 84951234567 stays what it says, a number of Vietnam.
     */
    private static final Pattern TRUNK = Pattern.compile("8[379][0-9]{9}");

    private static final String SAMPLE = "+7000000";

    private PhoneNumber() {}

    /**
     * The number in E.164, from the usual ways to write it: {@code +7 (916) 123-45-67}, {@code 79161234567} (as
     * Telegram gives contacts), {@code 007 916 123-45-67}, and in Russia {@code 8 916 123-45-67}.
     *
     * @return empty if it is no phone number
     */
    public static Optional<String> normalise(String written) {
        String trimmed = written.strip();
        if (isE164(trimmed)) {
            return Optional.of(trimmed);
        }
        String bare = trimmed.startsWith("(") ? trimmed.substring(1) : trimmed;
        if (!WRITTEN.matcher(bare).matches()) {
            return Optional.empty();
        }
        String digits = PUNCTUATION.matcher(bare).replaceAll("");
        String number = "+" + international(bare, digits);
        return isE164(number) ? Optional.of(number) : Optional.empty();
    }

    private static boolean isE164(String number) {
        int digits = number.length() - 1;
        if (digits < 7 || digits > 15 || number.charAt(0) != '+' || number.charAt(1) == '0') {
            return false;
        }
        for (int i = 1; i <= digits; i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String international(String written, String digits) {
        if (written.startsWith("+")) {
            return digits;
        }
        if (digits.startsWith("00")) {
            return digits.substring(2);
        }
        boolean trunk = digits.length() == 11
                && (TRUNK_APART.matcher(written).matches()
                        || TRUNK.matcher(digits).matches());
        return trunk ? "7" + digits.substring(1) : digits;
    }

    /** Whether this number is one of the sandbox's sample people, which a real token must never see. */
    public static boolean isSample(String e164) {
        return e164.startsWith(SAMPLE);
    }
}
