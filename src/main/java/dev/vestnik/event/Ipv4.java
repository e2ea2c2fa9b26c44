package dev.vestnik.event;

/** IPv4 addresses in their usual form: four decimal numbers without leading zeros, split by dots. */
public final class Ipv4 {
    /** Not an address in this form. */
    public static final long NONE = -1;

    private Ipv4() {}

    /** The 32 bits of the address as a number, or {@link #NONE}. */
    public static long parse(String text) {
        long address = 0;
        int from = 0;
        for (int part = 1; part <= 4; part++) {
            int to = part < 4 ? text.indexOf('.', from) : text.length();
            int number = number(text, from, to);
            if (number < 0) {
                return NONE;
            }
            address = address << 8 | number;
            from = to + 1;
        }
        return address;
    }

    /** 0 to 255; below 0: it is no such number. */
    private static int number(String text, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > 3 || digits > 1 && text.charAt(from) == '0') {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number <= 255 ? number : -1;
    }
}
