package dev.vestnik.text;

/**
 * Makes text that others wrote harmless to what stands around it: no control characters, no halves of surrogate pairs,
 * no direction that runs on beyond its end.
 */
public final class TextSanitizer {
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';
    private static final char REPLACEMENT = '\uFFFD';
    /** Before it come Latin, Greek and Cyrillic letters. */
    private static final char FIRST_RIGHT_TO_LEFT = '\u0590';

    private TextSanitizer() {}

    /** On one line. Text with right-to-left letters is isolated, so that what follows it keeps its place. */
    public static String line(String text) {
        if (isHarmless(text)) {
            return text.strip();
        }
        String clean = clean(text, ' ').strip();
        return hasRightToLeft(clean) ? FIRST_STRONG_ISOLATE + clean + POP_ISOLATE : clean;
    }

    /** With its line breaks. */
    public static String block(String text) {
        return clean(text.replace("\r\n", "\n"), '\n').strip();
    }

    /** Most text is: then nothing is to be looked at twice. */
    private static boolean isHarmless(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_RIGHT_TO_LEFT || Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }

    private static String clean(String text, char lineBreak) {
        StringBuilder clean = new StringBuilder(text.length());
        int point;
        for (int i = 0; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            if (point == '\n' || point == '\r' || point == '\u2028' || point == '\u2029' || point == '\u0085') {
                clean.append(lineBreak);
            } else if (point == '\t' || Character.isISOControl(point)) {
                clean.append(' ');
            } else if (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point)) {
                clean.append(REPLACEMENT);
            } else if (!directs(point)) {
                clean.appendCodePoint(point);
            }
        }
        return clean.toString();
    }

    /** Embeddings, overrides and isolates; Telegram itself drops the first two. */
    private static boolean directs(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }

    private static boolean hasRightToLeft(String text) {
        int point;
        for (int i = 0; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            byte direction = Character.getDirectionality(point);
            if (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC) {
                return true;
            }
        }
        return false;
    }
}
