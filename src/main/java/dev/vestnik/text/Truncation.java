package dev.vestnik.text;

/** Foreign words that may be long, where a line must stay a line. */
public final class Truncation {
    private Truncation() {}

    /** One line of at most {@code most} UTF-16 units, never ending inside a character. */
    public static String to(int most, String text) {
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
