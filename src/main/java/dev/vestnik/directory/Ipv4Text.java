package dev.vestnik.directory;

/** Reads the prefixes of IPv4 blocks, and writes IPv4 addresses, in their canonical form. */
public final class Ipv4Text {
    private static final int MAX_PART = 255;
    private static final int MAX_PREFIX = 32;

    private Ipv4Text() {}

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
