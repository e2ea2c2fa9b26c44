package dev.vestnik.text;

/**
 * Removes from external text what could disturb the text around it: control characters, unpaired surrogates, directional
 * formatting characters, and combining marks beyond those that a letter of any language has.
 */
public final class TextSanitizer {
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';
    /** Hebrew and Vietnamese have letters with three. */
    private static final int MAX_MARKS = 4;

    private static final char REPLACEMENT = '\uFFFD';

    private TextSanitizer() {}

    /** One line. Right-to-left text is isolated, so that what follows keeps its place. */
    public static String line(String text) {
        String clean = clean(text, ' ').strip();
        return hasRightToLeft(clean) ? FIRST_STRONG_ISOLATE + clean + POP_DIRECTIONAL_ISOLATE : clean;
    }

    /** Several lines: line breaks stay. */
    public static String block(String text) {
        return clean(text.replace("\r\n", "\n"), '\n').strip();
    }

    private static String clean(String text, char lineBreak) {
        StringBuilder clean = new StringBuilder(text.length());
        int marks = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            marks = isMark(point) ? marks + 1 : 0;
            if (marks > MAX_MARKS) {
                continue;
            }
            if (isLineBreak(point)) {
                clean.append(lineBreak);
            } else if (Character.isISOControl(point)) {
                clean.append(' ');
            } else if (Character.getType(point) == Character.SURROGATE) {
                clean.append(REPLACEMENT);
            } else if (!isDirectionalFormatting(point)) {
                clean.appendCodePoint(point);
            }
        }
        return clean.toString();
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isLineBreak(int point) {
        return point == '\n' || point == '\r' || point == '\u0085' || point == '\u2028' || point == '\u2029';
    }

    /** Embeddings, overrides and isolates; Telegram itself drops the first two. */
    private static boolean isDirectionalFormatting(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }

    private static boolean hasRightToLeft(String text) {
        return text.codePoints()
                .map(Character::getDirectionality)
                .anyMatch(direction -> direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    }
}
