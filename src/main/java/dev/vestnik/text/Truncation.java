package dev.vestnik.text;

/** Shortens text from outside where a message has room for one line. */
public final class Truncation {
    private Truncation() {}

    /** One line of at most {@code max} UTF-16 units; a character is never split. */
    public static String to(int max, String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= max) {
            return line;
        }
        int end = max - 1;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + "…";
    }
}
