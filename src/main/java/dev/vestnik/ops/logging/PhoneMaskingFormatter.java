package dev.vestnik.ops.logging;

import java.util.regex.Pattern;
import org.apache.camel.spi.MaskingFormatter;

/**
 * Hides what looks like a phone in what Camel logs and shows through JMX, dead letters among it: from 10 digits on, with or
 * without a plus, as a word of their own. A stream's id keeps its 13 digits, since a dash and a number follow it.
 */
public final class PhoneMaskingFormatter implements MaskingFormatter {
    private static final Pattern PHONE = Pattern.compile("(?<![\\w.-])\\+?\\d{10,15}(?![\\w-])");

    @Override
    public String format(String text) {
        return PHONE.matcher(text).replaceAll("…");
    }
}
