package dev.vestnik.ops.logging;

import java.util.regex.Pattern;
import org.apache.camel.spi.MaskingFormatter;

/**
 * Masks phone numbers in the messages that Camel logs and shows through JMX, dead letters included: words of 10 to 15
 * digits, with or without a plus. The id of a stream entry keeps its 13 digits, because a dash and a number follow them.
 */
public final class PhoneMaskingFormatter implements MaskingFormatter {
    private static final Pattern PHONE = Pattern.compile("(?<![\\w.-])\\+?\\d{10,15}(?![\\w-])");

    @Override
    public String format(String text) {
        return PHONE.matcher(text).replaceAll("…");
    }
}
