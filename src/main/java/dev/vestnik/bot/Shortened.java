package dev.vestnik.bot;

/** Foreign words that may be long, where a line must stay a line. */
final class Shortened {
    private Shortened() {}

    /** One line of at most {@code most} UTF-16 units, never ending inside a character. */
    static String to(int most, String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= most) {
            return line;
        }
        int end = most - 1;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + "…";
    }
}
