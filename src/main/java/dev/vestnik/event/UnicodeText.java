package dev.vestnik.event;

/** Properties of text from outside that Java's strings do not guarantee. */
final class UnicodeText {
    private UnicodeText() {}

    /**
     * Text that UTF-8 can hold: an unpaired surrogate is replaced by its code, written as JSON escapes it. Texts that differ
     * stay different, in Java as in Redis.
     */
    static String wellFormed(String text) {
        return hasSurrogate(text) ? escaped(text) : text;
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String escaped(String text) {
        StringBuilder wellFormed = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                wellFormed.append(String.format("\\u%04x", point));
            } else {
                wellFormed.appendCodePoint(point);
            }
        });
        return wellFormed.toString();
    }

    /** Whether a reader sees anything: not only blanks, control and formatting characters, and marks without a letter. */
    static boolean isVisible(String text) {
        return text.codePoints().anyMatch(UnicodeText::isVisible);
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK -> false;
            default -> !isBlankLetter(point);
        };
    }

    /** The fillers of Hangul and the blank of Braille, which have the category of letters and symbols. */
    private static boolean isBlankLetter(int point) {
        return point == 0x115F || point == 0x1160 || point == 0x3164 || point == 0xFFA0 || point == 0x2800;
    }
}
