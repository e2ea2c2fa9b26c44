package dev.vestnik.delivery;

/**
 * Makes text that others wrote harmless to what stands around it: no control characters, no halves of surrogate pairs,
 * no direction that runs on beyond its end.
 */
final class Foreign {
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';
    private static final char REPLACEMENT = '\uFFFD';

    private Foreign() {}

    /** On one line. Text with right-to-left letters is isolated, so that what follows it keeps its place. */
    static String line(String text) {
        String clean = clean(text, ' ').strip();
        return clean.codePoints().anyMatch(Foreign::rightToLeft) ? FIRST_STRONG_ISOLATE + clean + POP_ISOLATE : clean;
    }

    /** With its line breaks. */
    static String block(String text) {
        return clean(text.replace("\r\n", "\n"), '\n').strip();
    }

    private static String clean(String text, char lineBreak) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' || point == '\r' || point == '\u2028' || point == '\u2029' || point == '\u0085') {
                clean.append(lineBreak);
            } else if (point == '\t' || Character.isISOControl(point)) {
                clean.append(' ');
            } else if (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point)) {
                clean.append(REPLACEMENT);
            } else if (!directs(point)) {
                clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }

    /** Embeddings, overrides and isolates; Telegram itself drops the first two. */
    private static boolean directs(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }

    private static boolean rightToLeft(int point) {
        byte direction = Character.getDirectionality(point);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
