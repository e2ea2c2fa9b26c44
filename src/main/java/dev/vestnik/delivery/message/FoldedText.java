package dev.vestnik.delivery.message;

import dev.vestnik.text.Html;
import dev.vestnik.text.Truncation;

/** Shows a long text as its first lines and an expandable quote of the rest. */
final class FoldedText {
    /** Lines of a text that are shown without a tap. */
    private static final int MAX_LINES = 8;

    /** UTF-16 units that a phone shows as about eight lines. */
    private static final int MAX_LENGTH = 400;

    /** Lines above the quote of a text that goes on in a file. */
    private static final int FIRST_LINES = 3;

    private FoldedText() {}

    /** The whole text; a short one is not folded. */
    static Html of(String text) {
        int end = endOf(text, MAX_LINES, MAX_LENGTH);
        return end == text.length() ? Html.of(text) : folded(text.substring(0, end), text.substring(end));
    }

    /** The beginning of a text that does not fit, at most {@code room} UTF-16 units. */
    static Html beginning(String text, int room) {
        int end = endOf(text, FIRST_LINES, room / 2);
        String rest = text.substring(end).strip();
        int left = room - end - 1;
        return left < 2
                ? Html.of(text.substring(0, end))
                : folded(text.substring(0, end), Truncation.toLength(left, rest));
    }

    private static Html folded(String first, String rest) {
        return Html.of(first.stripTrailing()).text("\n").quote(rest.strip());
    }

    /** Where the first lines end, at the end of a line or of a word. */
    private static int endOf(String text, int lines, int length) {
        int end = -1;
        for (int line = 0; line < lines; line++) {
            int next = text.indexOf('\n', end + 1);
            if (next < 0) {
                end = text.length();
                break;
            }
            end = next;
        }
        if (end <= length) {
            return end;
        }
        int word = Math.max(text.lastIndexOf(' ', length), text.lastIndexOf('\n', length));
        int cut = word > length / 2 ? word : length;
        return Character.isHighSurrogate(text.charAt(cut - 1)) ? cut - 1 : cut;
    }
}
