package dev.vestnik.directory;

import dev.vestnik.event.IpAddress;

/**
 * Reads and writes IPv4 addresses in their canonical form, without the library that {@link IpAddress} needs for all other
 * notations: nearly every address of an event and of the directory is written so.
 */
public final class Ipv4Text {
    private static final int PARTS = 4;
    private static final int MAX_PART = 255;
    private static final int MAX_PREFIX = 32;

    private Ipv4Text() {}

    /**
     * The address that the text has from one index to another.
     *
     * @param end after the last character
     * @return 0 to 2^32 - 1; -1: it is not four decimal numbers up to 255, without leading zeros, with dots between them
     */
    public static long parse(String text, int start, int end) {
        long address = 0;
        int at = start;
        for (int part = 0; part < PARTS; part++) {
            if (part > 0 && (at >= end || text.charAt(at++) != '.')) {
                return -1;
            }
            int first = at;
            int value = 0;
            while (at < end && isDigit(text.charAt(at)) && value <= MAX_PART) {
                value = value * 10 + text.charAt(at++) - '0';
            }
            if (at == first || value > MAX_PART || at - first > 1 && text.charAt(first) == '0') {
                return -1;
            }
            address = address << 8 | value;
        }
        return at == end ? address : -1;
    }

    /**
     * The length of a prefix, which the text has from this index to its end.
     *
     * @return 0 to 32; -1: it is no such number in decimal without leading zeros
     */
    public static int prefix(String text, int start) {
        int digits = text.length() - start;
        if (digits < 1 || digits > 2 || !isDigit(text.charAt(start)) || !isDigit(text.charAt(text.length() - 1))) {
            return -1;
        }
        int first = text.charAt(start) - '0';
        int prefix = digits == 1 ? first : first * 10 + text.charAt(start + 1) - '0';
        return prefix > MAX_PREFIX || digits > 1 && first == 0 ? -1 : prefix;
    }

    /** @param address 0 to 2^32 - 1 */
    static String of(long address) {
        return (address >>> 24) + "." + (address >>> 16 & MAX_PART) + "." + (address >>> 8 & MAX_PART) + "."
                + (address & MAX_PART);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
