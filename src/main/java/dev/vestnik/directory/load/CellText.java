package dev.vestnik.directory.load;

import java.util.regex.Pattern;

/** Makes what people paste into cells plain text. */
public final class CellText {
    /** Formatting characters (Unicode category Cf), which nobody sees: byte order marks, directions, zero-width blanks. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    /** Blanks that are not the ASCII one, e.g. the no-break space. */
    private static final Pattern BLANK = Pattern.compile("\\p{Z}");

    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private CellText() {}

    /** The text without characters that nobody sees, and with ASCII blanks only. */
    public static String visible(String text) {
        return isAscii(text)
                ? text
                : BLANK.matcher(INVISIBLE.matcher(text).replaceAll("")).replaceAll(" ");
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The cell without blanks around it; line breaks become blanks. */
    public static String oneLine(String cell) {
        String stripped = cell.strip();
        return stripped.indexOf('\n') < 0 && stripped.indexOf('\r') < 0
                ? stripped
                : LINE_BREAK.matcher(stripped).replaceAll(" ");
    }
}
