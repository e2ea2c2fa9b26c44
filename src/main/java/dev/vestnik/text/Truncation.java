package dev.vestnik.text;

/** Shortens text from outside where a message has room for one line. */
public final class Truncation {
    private Truncation() {}

    /** The beginning of a text, at most {@code max} UTF-16 units; a character is never split. */
    public static String toLength(int max, String text) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

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
